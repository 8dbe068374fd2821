CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE card_facets (
	colleague_id INTEGER NOT NULL, 
	names VARCHAR NOT NULL, 
	PRIMARY KEY (colleague_id)
);

CREATE TABLE colleague (
	id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	pronouns VARCHAR(300), 
	practice VARCHAR(300), 
	npi VARCHAR, 
	email VARCHAR(300), 
	phone VARCHAR(300), 
	website VARCHAR(300), 
	street VARCHAR(300), 
	city VARCHAR(300), 
	state VARCHAR, 
	zip VARCHAR, 
	telehealth BOOLEAN, 
	in_person BOOLEAN, 
	accepting VARCHAR, 
	accepting_until VARCHAR, 
	hours VARCHAR(300), 
	contact_by VARCHAR(300), 
	fee INTEGER, 
	fee_floor INTEGER, 
	sliding_slots INTEGER, 
	pro_bono BOOLEAN, 
	how_known VARCHAR, 
	trust INTEGER, 
	first_met VARCHAR, 
	last_contact VARCHAR, 
	introduced_by VARCHAR(300), 
	notes VARCHAR(20000), 
	do_not_refer VARCHAR(300), 
	gender VARCHAR(300), 
	faith VARCHAR(300), 
	lat FLOAT, 
	lon FLOAT, 
	as_of VARCHAR NOT NULL, 
	source VARCHAR(300) NOT NULL, 
	source_key VARCHAR(300), 
	created_on VARCHAR NOT NULL, 
	archived_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT colleague_accepting_is_known_word CHECK (accepting IN ('yes', 'waitlist', 'no')), 
	CONSTRAINT colleague_accepting_until_goes_with_waitlist_or_no CHECK (accepting_until IS NULL OR (accepting IS NOT NULL AND accepting <> 'yes' AND (accepting_until LIKE '____-__' OR accepting_until LIKE '____-__-__'))), 
	CONSTRAINT colleague_archived_on_is_a_day CHECK (archived_on LIKE '____-__-__'), 
	CONSTRAINT colleague_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT colleague_created_on_is_a_day CHECK (created_on LIKE '____-__-__'), 
	CONSTRAINT colleague_email_is_an_address CHECK (email LIKE '%_@_%' AND length(email) <= 300), 
	CONSTRAINT colleague_first_met_is_a_day CHECK (first_met LIKE '____-__-__'), 
	CONSTRAINT colleague_how_known_is_known_word CHECK (how_known IN ('worked-with', 'met', 'introduced', 'listed')), 
	CONSTRAINT colleague_last_contact_is_a_day CHECK (last_contact LIKE '____-__-__'), 
	CONSTRAINT colleague_npi_is_ten_digits CHECK (npi LIKE '__________'), 
	CONSTRAINT colleague_state_is_two_capitals CHECK (state LIKE '__' AND state = upper(state)), 
	CONSTRAINT colleague_zip_is_five_or_nine_digits CHECK (zip LIKE '_____' OR zip LIKE '_____-____'), 
	CONSTRAINT colleague_point_is_whole CHECK ((lat IS NULL) = (lon IS NULL)), 
	CONSTRAINT colleague_fee_is_0_to_5000 CHECK (fee BETWEEN 0 AND 5000 AND fee = CAST(fee AS INTEGER)), 
	CONSTRAINT colleague_fee_floor_is_not_above_fee CHECK (fee_floor <= fee), 
	CONSTRAINT colleague_fee_floor_is_0_to_5000 CHECK (fee_floor BETWEEN 0 AND 5000 AND fee_floor = CAST(fee_floor AS INTEGER)), 
	CONSTRAINT colleague_in_person_is_a_flag CHECK (in_person IN (TRUE, FALSE)), 
	CONSTRAINT colleague_last_contact_is_not_before_first_met CHECK (last_contact >= first_met), 
	CONSTRAINT colleague_point_is_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180), 
	CONSTRAINT colleague_city_is_short_text CHECK (length(city) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_contact_by_is_short_text CHECK (length(contact_by) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_do_not_refer_is_short_text CHECK (length(do_not_refer) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_faith_is_short_text CHECK (length(faith) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_gender_is_short_text CHECK (length(gender) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_hours_is_short_text CHECK (length(hours) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_introduced_by_is_short_text CHECK (length(introduced_by) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_notes_are_at_most_20000 CHECK (length(notes) BETWEEN 1 AND 20000), 
	CONSTRAINT colleague_phone_is_short_text CHECK (length(phone) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_practice_is_short_text CHECK (length(practice) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_pronouns_is_short_text CHECK (length(pronouns) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_source_key_is_named CHECK (length(source_key) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_street_is_short_text CHECK (length(street) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_name_is_missing CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_website_is_short_text CHECK (length(website) BETWEEN 1 AND 300), 
	CONSTRAINT colleague_pro_bono_is_a_flag CHECK (pro_bono IN (TRUE, FALSE)), 
	CONSTRAINT colleague_sliding_slots_is_0_to_1000 CHECK (sliding_slots BETWEEN 0 AND 1000 AND sliding_slots = CAST(sliding_slots AS INTEGER)), 
	CONSTRAINT colleague_telehealth_is_a_flag CHECK (telehealth IN (TRUE, FALSE)), 
	CONSTRAINT colleague_trust_is_1_to_5 CHECK (trust BETWEEN 1 AND 5 AND trust = CAST(trust AS INTEGER)), 
	CONSTRAINT colleague_source_and_key UNIQUE (source, source_key)
);

CREATE INDEX colleague_by_city ON colleague (city);

CREATE INDEX colleague_by_first_met ON colleague (first_met);

CREATE INDEX colleague_by_name ON colleague (name);

CREATE INDEX colleague_by_place ON colleague (state, city);

CREATE TABLE dirty (
	colleague_id INTEGER NOT NULL, 
	PRIMARY KEY (colleague_id)
);

CREATE TABLE facet (
	name VARCHAR NOT NULL, 
	chunk INTEGER NOT NULL, 
	bits BLOB NOT NULL, 
	PRIMARY KEY (name, chunk)
)
 WITHOUT ROWID;

CREATE TABLE goal (
	name VARCHAR NOT NULL, 
	from_month VARCHAR NOT NULL, 
	target INTEGER, 
	PRIMARY KEY (name, from_month), 
	CONSTRAINT goal_from_month_is_a_month CHECK (from_month LIKE '____-__'), 
	CONSTRAINT goal_target_is_1_to_1000 CHECK (target BETWEEN 1 AND 1000 AND target = CAST(target AS INTEGER))
)
 WITHOUT ROWID;

CREATE TABLE open_step (
	only INTEGER NOT NULL, 
	step_id INTEGER, 
	journaling BOOLEAN NOT NULL, 
	marking BOOLEAN NOT NULL, 
	PRIMARY KEY (only), 
	CONSTRAINT open_step_is_only_one CHECK (only = 1)
);

CREATE TABLE place (
	id INTEGER NOT NULL, 
	lat FLOAT NOT NULL, 
	lon FLOAT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT place_is_one_point UNIQUE (lat, lon)
);

CREATE TABLE profile (
	field VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	PRIMARY KEY (field), 
	CONSTRAINT profile_as_of_is_a_day CHECK (as_of LIKE '____-__-__')
)
 WITHOUT ROWID;

CREATE TABLE reason (
	slug VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	based_on VARCHAR, 
	canonical BOOLEAN NOT NULL, 
	PRIMARY KEY (slug), 
	CONSTRAINT reason_own_one_is_based_on_another CHECK (canonical = (based_on IS NULL)), 
	CONSTRAINT reason_slug_is_named CHECK (length(slug) BETWEEN 1 AND 60), 
	CONSTRAINT reason_title_is_named CHECK (length(trim(title)) BETWEEN 1 AND 300), 
	FOREIGN KEY(based_on) REFERENCES reason (slug)
)
 WITHOUT ROWID;

CREATE TABLE request (
	id INTEGER NOT NULL, 
	day VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	need VARCHAR NOT NULL, 
	panel VARCHAR NOT NULL, 
	fee_band VARCHAR NOT NULL, 
	age_group VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	found BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT request_day_is_a_day CHECK (day LIKE '____-__-__'), 
	CONSTRAINT request_found_is_a_flag CHECK (found IN (TRUE, FALSE)), 
	CONSTRAINT request_counts_once_a_day UNIQUE (day, state, need, panel, fee_band, age_group, language)
);

CREATE TABLE setting (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID;

CREATE TABLE step (
	id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	undone BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE change (
	sequence INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_key VARCHAR NOT NULL, 
	colleague_id INTEGER, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	PRIMARY KEY (sequence), 
	FOREIGN KEY(step_id) REFERENCES step (id) ON DELETE CASCADE
);

CREATE INDEX change_by_colleague ON change (colleague_id);

CREATE INDEX change_by_step ON change (step_id);

CREATE TABLE fact (
	colleague_id INTEGER NOT NULL, 
	field VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	source VARCHAR(300) NOT NULL, 
	extent VARCHAR NOT NULL, 
	PRIMARY KEY (colleague_id, field), 
	CONSTRAINT fact_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT fact_extent_is_known_word CHECK (extent IN ('complete', 'open', 'none')), 
	CONSTRAINT fact_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE listing (
	colleague_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	as_of VARCHAR, 
	source VARCHAR(300), 
	position INTEGER NOT NULL, 
	field VARCHAR NOT NULL, 
	mark VARCHAR, 
	PRIMARY KEY (colleague_id, name, field), 
	CONSTRAINT listing_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT listing_field_is_a_list CHECK (field IN ('credentials', 'license_states', 'authorities', 'accessibility', 'approaches', 'populations', 'languages', 'styles', 'groups', 'follows', 'tags', 'identities')), 
	CONSTRAINT listing_mark_is_no CHECK (mark = 'no'), 
	CONSTRAINT listing_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	CONSTRAINT listing_name_is_named CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT listing_position_is_counted CHECK (position >= 0), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX listing_by_name ON listing (field, name);

CREATE TABLE panel (
	colleague_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	as_of VARCHAR, 
	source VARCHAR(300), 
	position INTEGER NOT NULL, 
	status VARCHAR, 
	PRIMARY KEY (colleague_id, name), 
	CONSTRAINT panel_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT panel_status_is_known_word CHECK (status IN ('open', 'full', 'no')), 
	CONSTRAINT panel_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	CONSTRAINT panel_name_is_named CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT panel_position_is_counted CHECK (position >= 0), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX panel_by_name ON panel (name);

CREATE TABLE reason_weight (
	reason VARCHAR NOT NULL, 
	criterion VARCHAR NOT NULL, 
	weight FLOAT NOT NULL, 
	PRIMARY KEY (reason, criterion), 
	CONSTRAINT reason_weight_weight_is_0_to_1 CHECK (weight BETWEEN 0 AND 1), 
	FOREIGN KEY(reason) REFERENCES reason (slug) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE specialty (
	colleague_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	as_of VARCHAR, 
	source VARCHAR(300), 
	position INTEGER NOT NULL, 
	depth VARCHAR, 
	PRIMARY KEY (colleague_id, name), 
	CONSTRAINT specialty_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT specialty_depth_is_known_word CHECK (depth IN ('certified', 'trained', 'takes', 'no')), 
	CONSTRAINT specialty_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	CONSTRAINT specialty_name_is_named CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT specialty_position_is_counted CHECK (position >= 0), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX specialty_by_name ON specialty (name);

CREATE TABLE tie (
	colleague_id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	as_of VARCHAR, 
	source VARCHAR(300), 
	position INTEGER NOT NULL, 
	mark VARCHAR, 
	PRIMARY KEY (colleague_id, name), 
	CONSTRAINT tie_as_of_is_a_day CHECK (as_of LIKE '____-__-__'), 
	CONSTRAINT tie_mark_is_no CHECK (mark = 'no'), 
	CONSTRAINT tie_source_is_named CHECK (length(source) BETWEEN 1 AND 300), 
	CONSTRAINT tie_name_is_named CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT tie_position_is_counted CHECK (position >= 0), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX tie_by_name ON tie (name);

CREATE TABLE referral_option (
	referral_id INTEGER NOT NULL, 
	colleague_id INTEGER NOT NULL, 
	offered_on VARCHAR NOT NULL, 
	PRIMARY KEY (referral_id, colleague_id), 
	CONSTRAINT referral_option_offered_on_is_a_day CHECK (offered_on LIKE '____-__-__'), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX referral_option_by_colleague ON referral_option (colleague_id, offered_on);

CREATE TABLE referral (
	id INTEGER NOT NULL, 
	label VARCHAR, 
	reason VARCHAR, 
	direction VARCHAR DEFAULT 'given' NOT NULL, 
	given_on VARCHAR NOT NULL, 
	consent_on VARCHAR, 
	colleague_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT referral_sender_goes_with_received CHECK ((direction = 'received') = (colleague_id IS NOT NULL)), 
	CONSTRAINT referral_consent_on_is_a_day CHECK (consent_on LIKE '____-__-__'), 
	CONSTRAINT referral_direction_is_known_word CHECK (direction IN ('given', 'received')), 
	CONSTRAINT referral_given_on_is_a_day CHECK (given_on LIKE '____-__-__'), 
	CONSTRAINT referral_label_is_short CHECK (length(label) BETWEEN 1 AND 20), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(reason) REFERENCES reason (slug)
);

CREATE INDEX referral_by_colleague ON referral (colleague_id);

CREATE TABLE peer_group (
	id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	kind VARCHAR NOT NULL, 
	place VARCHAR(300), 
	link VARCHAR(300), 
	note VARCHAR(2000), 
	next_meeting VARCHAR, 
	joined_on VARCHAR, 
	left_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT peer_group_joined_on_is_a_day CHECK (joined_on LIKE '____-__-__'), 
	CONSTRAINT peer_group_kind_is_known_word CHECK (kind IN ('local', 'facebook', 'linkedin', 'consultation', 'association', 'other')), 
	CONSTRAINT peer_group_left_on_is_a_day CHECK (left_on LIKE '____-__-__'), 
	CONSTRAINT peer_group_next_meeting_is_a_day CHECK (next_meeting LIKE '____-__-__'), 
	CONSTRAINT peer_group_left_on_is_not_before_joined_on CHECK (left_on >= joined_on), 
	CONSTRAINT peer_group_link_is_short_text CHECK (length(link) BETWEEN 1 AND 300), 
	CONSTRAINT peer_group_note_is_at_most_2000 CHECK (length(note) BETWEEN 1 AND 2000), 
	CONSTRAINT peer_group_place_is_short_text CHECK (length(place) BETWEEN 1 AND 300), 
	CONSTRAINT peer_group_name_is_named CHECK (length(trim(name)) BETWEEN 1 AND 300), 
	CONSTRAINT peer_group_is_named_once UNIQUE (name)
);

CREATE TABLE tag_cadence (
	tag VARCHAR NOT NULL, 
	every VARCHAR NOT NULL, 
	PRIMARY KEY (tag)
)
 WITHOUT ROWID;

CREATE TABLE cadence (
	colleague_id INTEGER NOT NULL, 
	every VARCHAR NOT NULL, 
	PRIMARY KEY (colleague_id), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
);

CREATE TABLE meeting (
	id INTEGER NOT NULL, 
	on_day VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	note VARCHAR(2000), 
	group_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT meeting_kind_is_known_word CHECK (kind IN ('coffee', 'lunch', 'call', 'video', 'visit', 'group', 'mixer', 'conference', 'other')), 
	CONSTRAINT meeting_on_day_is_a_day CHECK (on_day LIKE '____-__-__'), 
	CONSTRAINT meeting_note_is_at_most_2000 CHECK (length(note) BETWEEN 1 AND 2000), 
	FOREIGN KEY(group_id) REFERENCES peer_group (id) ON DELETE SET NULL
);

CREATE INDEX meeting_by_day ON meeting (on_day);

CREATE TABLE verification (
	colleague_id INTEGER NOT NULL, 
	on_day VARCHAR NOT NULL, 
	PRIMARY KEY (colleague_id, on_day), 
	CONSTRAINT verification_on_day_is_a_day CHECK (on_day LIKE '____-__-__'), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE follow_up (
	id INTEGER NOT NULL, 
	colleague_id INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	detail VARCHAR(300), 
	due_on VARCHAR NOT NULL, 
	meeting_id INTEGER, 
	referral_id INTEGER, 
	created_on VARCHAR NOT NULL, 
	done_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT follow_up_created_on_is_a_day CHECK (created_on LIKE '____-__-__'), 
	CONSTRAINT follow_up_done_on_is_a_day CHECK (done_on LIKE '____-__-__'), 
	CONSTRAINT follow_up_due_on_is_a_day CHECK (due_on LIKE '____-__-__'), 
	CONSTRAINT follow_up_what_is_known_word CHECK (what IN ('thank', 'follow', 'newsletter', 'first-referral', 'write', 'other')), 
	CONSTRAINT follow_up_detail_is_short_text CHECK (length(detail) BETWEEN 1 AND 300), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE SET NULL, 
	FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE SET NULL
);

CREATE INDEX follow_up_by_colleague ON follow_up (colleague_id);

CREATE INDEX follow_up_by_due_on ON follow_up (due_on);

CREATE TABLE meeting_colleague (
	meeting_id INTEGER NOT NULL, 
	colleague_id INTEGER NOT NULL, 
	PRIMARY KEY (meeting_id, colleague_id), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX meeting_colleague_by_colleague ON meeting_colleague (colleague_id);

CREATE TABLE outcome (
	id INTEGER NOT NULL, 
	referral_id INTEGER NOT NULL, 
	colleague_id INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	on_day VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT outcome_on_day_is_a_day CHECK (on_day LIKE '____-__-__'), 
	CONSTRAINT outcome_status_is_known_word CHECK (status IN ('waiting', 'contacted', 'first-session-held', 'no-capacity', 'not-a-fit', 'not-reached', 'declined', 'unknown')), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE CASCADE
);

CREATE INDEX outcome_by_colleague ON outcome (colleague_id);

CREATE INDEX outcome_by_referral ON outcome (referral_id);

CREATE TABLE snooze (
	id INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	colleague_id INTEGER, 
	referral_id INTEGER, 
	until_day VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT snooze_until_day_is_a_day CHECK (until_day LIKE '____-__-__'), 
	CONSTRAINT snooze_what_is_known_word CHECK (what IN ('confirm', 'touch', 'outcome')), 
	CONSTRAINT snooze_is_about_one CHECK ((colleague_id IS NULL) <> (referral_id IS NULL)), 
	FOREIGN KEY(colleague_id) REFERENCES colleague (id) ON DELETE CASCADE, 
	FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE CASCADE
);

CREATE INDEX snooze_by_colleague ON snooze (colleague_id)
;

CREATE TRIGGER journal_colleague_insert AFTER INSERT ON colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'colleague', json_array(NEW."id"), NEW.id,
NULL, json_object('id', NEW."id", 'name', NEW."name", 'pronouns', NEW."pronouns", 'practice', NEW."practice", 'npi', NEW."npi", 'email', NEW."email", 'phone', NEW."phone", 'website', NEW."website", 'street', NEW."street", 'city', NEW."city", 'state', NEW."state", 'zip', NEW."zip", 'telehealth', NEW."telehealth", 'in_person', NEW."in_person", 'accepting', NEW."accepting", 'accepting_until', NEW."accepting_until", 'hours', NEW."hours", 'contact_by', NEW."contact_by", 'fee', NEW."fee", 'fee_floor', NEW."fee_floor", 'sliding_slots', NEW."sliding_slots", 'pro_bono', NEW."pro_bono", 'how_known', NEW."how_known", 'trust', NEW."trust", 'first_met', NEW."first_met", 'last_contact', NEW."last_contact", 'introduced_by', NEW."introduced_by", 'notes', NEW."notes", 'do_not_refer', NEW."do_not_refer", 'gender', NEW."gender", 'faith', NEW."faith", 'lat', NEW."lat", 'lon', NEW."lon", 'as_of', NEW."as_of", 'source', NEW."source", 'source_key', NEW."source_key", 'created_on', NEW."created_on", 'archived_on', NEW."archived_on")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.id);
END;

CREATE TRIGGER journal_colleague_update AFTER UPDATE ON colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'colleague', json_array(NEW."id"), NEW.id,
json_object('id', OLD."id", 'name', OLD."name", 'pronouns', OLD."pronouns", 'practice', OLD."practice", 'npi', OLD."npi", 'email', OLD."email", 'phone', OLD."phone", 'website', OLD."website", 'street', OLD."street", 'city', OLD."city", 'state', OLD."state", 'zip', OLD."zip", 'telehealth', OLD."telehealth", 'in_person', OLD."in_person", 'accepting', OLD."accepting", 'accepting_until', OLD."accepting_until", 'hours', OLD."hours", 'contact_by', OLD."contact_by", 'fee', OLD."fee", 'fee_floor', OLD."fee_floor", 'sliding_slots', OLD."sliding_slots", 'pro_bono', OLD."pro_bono", 'how_known', OLD."how_known", 'trust', OLD."trust", 'first_met', OLD."first_met", 'last_contact', OLD."last_contact", 'introduced_by', OLD."introduced_by", 'notes', OLD."notes", 'do_not_refer', OLD."do_not_refer", 'gender', OLD."gender", 'faith', OLD."faith", 'lat', OLD."lat", 'lon', OLD."lon", 'as_of', OLD."as_of", 'source', OLD."source", 'source_key', OLD."source_key", 'created_on', OLD."created_on", 'archived_on', OLD."archived_on"), json_object('id', NEW."id", 'name', NEW."name", 'pronouns', NEW."pronouns", 'practice', NEW."practice", 'npi', NEW."npi", 'email', NEW."email", 'phone', NEW."phone", 'website', NEW."website", 'street', NEW."street", 'city', NEW."city", 'state', NEW."state", 'zip', NEW."zip", 'telehealth', NEW."telehealth", 'in_person', NEW."in_person", 'accepting', NEW."accepting", 'accepting_until', NEW."accepting_until", 'hours', NEW."hours", 'contact_by', NEW."contact_by", 'fee', NEW."fee", 'fee_floor', NEW."fee_floor", 'sliding_slots', NEW."sliding_slots", 'pro_bono', NEW."pro_bono", 'how_known', NEW."how_known", 'trust', NEW."trust", 'first_met', NEW."first_met", 'last_contact', NEW."last_contact", 'introduced_by', NEW."introduced_by", 'notes', NEW."notes", 'do_not_refer', NEW."do_not_refer", 'gender', NEW."gender", 'faith', NEW."faith", 'lat', NEW."lat", 'lon', NEW."lon", 'as_of', NEW."as_of", 'source', NEW."source", 'source_key', NEW."source_key", 'created_on', NEW."created_on", 'archived_on', NEW."archived_on")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.id);
INSERT INTO dirty (colleague_id) SELECT NEW.id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.id);
END;

CREATE TRIGGER journal_colleague_delete AFTER DELETE ON colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'colleague', json_array(OLD."id"), OLD.id,
json_object('id', OLD."id", 'name', OLD."name", 'pronouns', OLD."pronouns", 'practice', OLD."practice", 'npi', OLD."npi", 'email', OLD."email", 'phone', OLD."phone", 'website', OLD."website", 'street', OLD."street", 'city', OLD."city", 'state', OLD."state", 'zip', OLD."zip", 'telehealth', OLD."telehealth", 'in_person', OLD."in_person", 'accepting', OLD."accepting", 'accepting_until', OLD."accepting_until", 'hours', OLD."hours", 'contact_by', OLD."contact_by", 'fee', OLD."fee", 'fee_floor', OLD."fee_floor", 'sliding_slots', OLD."sliding_slots", 'pro_bono', OLD."pro_bono", 'how_known', OLD."how_known", 'trust', OLD."trust", 'first_met', OLD."first_met", 'last_contact', OLD."last_contact", 'introduced_by', OLD."introduced_by", 'notes', OLD."notes", 'do_not_refer', OLD."do_not_refer", 'gender', OLD."gender", 'faith', OLD."faith", 'lat', OLD."lat", 'lon', OLD."lon", 'as_of', OLD."as_of", 'source', OLD."source", 'source_key', OLD."source_key", 'created_on', OLD."created_on", 'archived_on', OLD."archived_on"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.id);
END;

CREATE TRIGGER journal_specialty_insert AFTER INSERT ON specialty BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'specialty', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'depth', NEW."depth")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_specialty_update AFTER UPDATE ON specialty BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'specialty', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'depth', OLD."depth"), json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'depth', NEW."depth")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_specialty_delete AFTER DELETE ON specialty BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'specialty', json_array(OLD."colleague_id", OLD."name"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'depth', OLD."depth"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_panel_insert AFTER INSERT ON panel BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'panel', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'status', NEW."status")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_panel_update AFTER UPDATE ON panel BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'panel', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'status', OLD."status"), json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'status', NEW."status")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_panel_delete AFTER DELETE ON panel BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'panel', json_array(OLD."colleague_id", OLD."name"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'status', OLD."status"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_tie_insert AFTER INSERT ON tie BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tie', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'mark', NEW."mark")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_tie_update AFTER UPDATE ON tie BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tie', json_array(NEW."colleague_id", NEW."name"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'mark', OLD."mark"), json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'mark', NEW."mark")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_tie_delete AFTER DELETE ON tie BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tie', json_array(OLD."colleague_id", OLD."name"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'mark', OLD."mark"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_listing_insert AFTER INSERT ON listing BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'listing', json_array(NEW."colleague_id", NEW."name", NEW."field"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'field', NEW."field", 'mark', NEW."mark")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_listing_update AFTER UPDATE ON listing BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'listing', json_array(NEW."colleague_id", NEW."name", NEW."field"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'field', OLD."field", 'mark', OLD."mark"), json_object('colleague_id', NEW."colleague_id", 'name', NEW."name", 'as_of', NEW."as_of", 'source', NEW."source", 'position', NEW."position", 'field', NEW."field", 'mark', NEW."mark")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_listing_delete AFTER DELETE ON listing BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'listing', json_array(OLD."colleague_id", OLD."name", OLD."field"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'name', OLD."name", 'as_of', OLD."as_of", 'source', OLD."source", 'position', OLD."position", 'field', OLD."field", 'mark', OLD."mark"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_fact_insert AFTER INSERT ON fact BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'fact', json_array(NEW."colleague_id", NEW."field"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'field', NEW."field", 'as_of', NEW."as_of", 'source', NEW."source", 'extent', NEW."extent")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_fact_update AFTER UPDATE ON fact BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'fact', json_array(NEW."colleague_id", NEW."field"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'field', OLD."field", 'as_of', OLD."as_of", 'source', OLD."source", 'extent', OLD."extent"), json_object('colleague_id', NEW."colleague_id", 'field', NEW."field", 'as_of', NEW."as_of", 'source', NEW."source", 'extent', NEW."extent")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_fact_delete AFTER DELETE ON fact BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'fact', json_array(OLD."colleague_id", OLD."field"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'field', OLD."field", 'as_of', OLD."as_of", 'source', OLD."source", 'extent', OLD."extent"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_profile_insert AFTER INSERT ON profile BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'profile', json_array(NEW."field"), NULL,
NULL, json_object('field', NEW."field", 'value', NEW."value", 'as_of', NEW."as_of")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_profile_update AFTER UPDATE ON profile BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'profile', json_array(NEW."field"), NULL,
json_object('field', OLD."field", 'value', OLD."value", 'as_of', OLD."as_of"), json_object('field', NEW."field", 'value', NEW."value", 'as_of', NEW."as_of")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_profile_delete AFTER DELETE ON profile BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'profile', json_array(OLD."field"), NULL,
json_object('field', OLD."field", 'value', OLD."value", 'as_of', OLD."as_of"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_insert AFTER INSERT ON reason BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason', json_array(NEW."slug"), NULL,
NULL, json_object('slug', NEW."slug", 'title', NEW."title", 'based_on', NEW."based_on", 'canonical', NEW."canonical")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_update AFTER UPDATE ON reason BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason', json_array(NEW."slug"), NULL,
json_object('slug', OLD."slug", 'title', OLD."title", 'based_on', OLD."based_on", 'canonical', OLD."canonical"), json_object('slug', NEW."slug", 'title', NEW."title", 'based_on', NEW."based_on", 'canonical', NEW."canonical")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_delete AFTER DELETE ON reason BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason', json_array(OLD."slug"), NULL,
json_object('slug', OLD."slug", 'title', OLD."title", 'based_on', OLD."based_on", 'canonical', OLD."canonical"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_weight_insert AFTER INSERT ON reason_weight BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason_weight', json_array(NEW."reason", NEW."criterion"), NULL,
NULL, json_object('reason', NEW."reason", 'criterion', NEW."criterion", 'weight', NEW."weight")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_weight_update AFTER UPDATE ON reason_weight BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason_weight', json_array(NEW."reason", NEW."criterion"), NULL,
json_object('reason', OLD."reason", 'criterion', OLD."criterion", 'weight', OLD."weight"), json_object('reason', NEW."reason", 'criterion', NEW."criterion", 'weight', NEW."weight")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_reason_weight_delete AFTER DELETE ON reason_weight BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'reason_weight', json_array(OLD."reason", OLD."criterion"), NULL,
json_object('reason', OLD."reason", 'criterion', OLD."criterion", 'weight', OLD."weight"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_goal_insert AFTER INSERT ON goal BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'goal', json_array(NEW."name", NEW."from_month"), NULL,
NULL, json_object('name', NEW."name", 'from_month', NEW."from_month", 'target', NEW."target")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_goal_update AFTER UPDATE ON goal BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'goal', json_array(NEW."name", NEW."from_month"), NULL,
json_object('name', OLD."name", 'from_month', OLD."from_month", 'target', OLD."target"), json_object('name', NEW."name", 'from_month', NEW."from_month", 'target', NEW."target")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_goal_delete AFTER DELETE ON goal BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'goal', json_array(OLD."name", OLD."from_month"), NULL,
json_object('name', OLD."name", 'from_month', OLD."from_month", 'target', OLD."target"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_setting_insert AFTER INSERT ON setting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'setting', json_array(NEW."name"), NULL,
NULL, json_object('name', NEW."name", 'value', NEW."value")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_setting_update AFTER UPDATE ON setting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'setting', json_array(NEW."name"), NULL,
json_object('name', OLD."name", 'value', OLD."value"), json_object('name', NEW."name", 'value', NEW."value")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_setting_delete AFTER DELETE ON setting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'setting', json_array(OLD."name"), NULL,
json_object('name', OLD."name", 'value', OLD."value"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_referral_insert AFTER INSERT ON referral BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral', json_array(NEW."id"), NEW.colleague_id,
NULL, json_object('id', NEW."id", 'label', NEW."label", 'reason', NEW."reason", 'direction', NEW."direction", 'given_on', NEW."given_on", 'consent_on', NEW."consent_on", 'colleague_id', NEW."colleague_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_referral_update AFTER UPDATE ON referral BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral', json_array(NEW."id"), NEW.colleague_id,
json_object('id', OLD."id", 'label', OLD."label", 'reason', OLD."reason", 'direction', OLD."direction", 'given_on', OLD."given_on", 'consent_on', OLD."consent_on", 'colleague_id', OLD."colleague_id"), json_object('id', NEW."id", 'label', NEW."label", 'reason', NEW."reason", 'direction', NEW."direction", 'given_on', NEW."given_on", 'consent_on', NEW."consent_on", 'colleague_id', NEW."colleague_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_referral_delete AFTER DELETE ON referral BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral', json_array(OLD."id"), OLD.colleague_id,
json_object('id', OLD."id", 'label', OLD."label", 'reason', OLD."reason", 'direction', OLD."direction", 'given_on', OLD."given_on", 'consent_on', OLD."consent_on", 'colleague_id', OLD."colleague_id"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_referral_option_insert AFTER INSERT ON referral_option BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral_option', json_array(NEW."referral_id", NEW."colleague_id"), NEW.colleague_id,
NULL, json_object('referral_id', NEW."referral_id", 'colleague_id', NEW."colleague_id", 'offered_on', NEW."offered_on")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_referral_option_update AFTER UPDATE ON referral_option BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral_option', json_array(NEW."referral_id", NEW."colleague_id"), NEW.colleague_id,
json_object('referral_id', OLD."referral_id", 'colleague_id', OLD."colleague_id", 'offered_on', OLD."offered_on"), json_object('referral_id', NEW."referral_id", 'colleague_id', NEW."colleague_id", 'offered_on', NEW."offered_on")
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
INSERT INTO dirty (colleague_id) SELECT NEW.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = NEW.colleague_id);
END;

CREATE TRIGGER journal_referral_option_delete AFTER DELETE ON referral_option BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'referral_option', json_array(OLD."referral_id", OLD."colleague_id"), OLD.colleague_id,
json_object('referral_id', OLD."referral_id", 'colleague_id', OLD."colleague_id", 'offered_on', OLD."offered_on"), NULL
FROM open_step WHERE journaling;
INSERT INTO dirty (colleague_id) SELECT OLD.colleague_id FROM open_step WHERE marking AND NOT EXISTS (SELECT 1 FROM dirty WHERE colleague_id = OLD.colleague_id);
END;

CREATE TRIGGER journal_outcome_insert AFTER INSERT ON outcome BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'outcome', json_array(NEW."id"), NEW.colleague_id,
NULL, json_object('id', NEW."id", 'referral_id', NEW."referral_id", 'colleague_id', NEW."colleague_id", 'status', NEW."status", 'on_day', NEW."on_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_outcome_update AFTER UPDATE ON outcome BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'outcome', json_array(NEW."id"), NEW.colleague_id,
json_object('id', OLD."id", 'referral_id', OLD."referral_id", 'colleague_id', OLD."colleague_id", 'status', OLD."status", 'on_day', OLD."on_day"), json_object('id', NEW."id", 'referral_id', NEW."referral_id", 'colleague_id', NEW."colleague_id", 'status', NEW."status", 'on_day', NEW."on_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_outcome_delete AFTER DELETE ON outcome BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'outcome', json_array(OLD."id"), OLD.colleague_id,
json_object('id', OLD."id", 'referral_id', OLD."referral_id", 'colleague_id', OLD."colleague_id", 'status', OLD."status", 'on_day', OLD."on_day"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_peer_group_insert AFTER INSERT ON peer_group BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'peer_group', json_array(NEW."id"), NULL,
NULL, json_object('id', NEW."id", 'name', NEW."name", 'kind', NEW."kind", 'place', NEW."place", 'link', NEW."link", 'note', NEW."note", 'next_meeting', NEW."next_meeting", 'joined_on', NEW."joined_on", 'left_on', NEW."left_on")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_peer_group_update AFTER UPDATE ON peer_group BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'peer_group', json_array(NEW."id"), NULL,
json_object('id', OLD."id", 'name', OLD."name", 'kind', OLD."kind", 'place', OLD."place", 'link', OLD."link", 'note', OLD."note", 'next_meeting', OLD."next_meeting", 'joined_on', OLD."joined_on", 'left_on', OLD."left_on"), json_object('id', NEW."id", 'name', NEW."name", 'kind', NEW."kind", 'place', NEW."place", 'link', NEW."link", 'note', NEW."note", 'next_meeting', NEW."next_meeting", 'joined_on', NEW."joined_on", 'left_on', NEW."left_on")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_peer_group_delete AFTER DELETE ON peer_group BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'peer_group', json_array(OLD."id"), NULL,
json_object('id', OLD."id", 'name', OLD."name", 'kind', OLD."kind", 'place', OLD."place", 'link', OLD."link", 'note', OLD."note", 'next_meeting', OLD."next_meeting", 'joined_on', OLD."joined_on", 'left_on', OLD."left_on"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_insert AFTER INSERT ON meeting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting', json_array(NEW."id"), NULL,
NULL, json_object('id', NEW."id", 'on_day', NEW."on_day", 'kind', NEW."kind", 'note', NEW."note", 'group_id', NEW."group_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_update AFTER UPDATE ON meeting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting', json_array(NEW."id"), NULL,
json_object('id', OLD."id", 'on_day', OLD."on_day", 'kind', OLD."kind", 'note', OLD."note", 'group_id', OLD."group_id"), json_object('id', NEW."id", 'on_day', NEW."on_day", 'kind', NEW."kind", 'note', NEW."note", 'group_id', NEW."group_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_delete AFTER DELETE ON meeting BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting', json_array(OLD."id"), NULL,
json_object('id', OLD."id", 'on_day', OLD."on_day", 'kind', OLD."kind", 'note', OLD."note", 'group_id', OLD."group_id"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_colleague_insert AFTER INSERT ON meeting_colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting_colleague', json_array(NEW."meeting_id", NEW."colleague_id"), NEW.colleague_id,
NULL, json_object('meeting_id', NEW."meeting_id", 'colleague_id', NEW."colleague_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_colleague_update AFTER UPDATE ON meeting_colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting_colleague', json_array(NEW."meeting_id", NEW."colleague_id"), NEW.colleague_id,
json_object('meeting_id', OLD."meeting_id", 'colleague_id', OLD."colleague_id"), json_object('meeting_id', NEW."meeting_id", 'colleague_id', NEW."colleague_id")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_meeting_colleague_delete AFTER DELETE ON meeting_colleague BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'meeting_colleague', json_array(OLD."meeting_id", OLD."colleague_id"), OLD.colleague_id,
json_object('meeting_id', OLD."meeting_id", 'colleague_id', OLD."colleague_id"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_follow_up_insert AFTER INSERT ON follow_up BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'follow_up', json_array(NEW."id"), NEW.colleague_id,
NULL, json_object('id', NEW."id", 'colleague_id', NEW."colleague_id", 'what', NEW."what", 'detail', NEW."detail", 'due_on', NEW."due_on", 'meeting_id', NEW."meeting_id", 'referral_id', NEW."referral_id", 'created_on', NEW."created_on", 'done_on', NEW."done_on")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_follow_up_update AFTER UPDATE ON follow_up BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'follow_up', json_array(NEW."id"), NEW.colleague_id,
json_object('id', OLD."id", 'colleague_id', OLD."colleague_id", 'what', OLD."what", 'detail', OLD."detail", 'due_on', OLD."due_on", 'meeting_id', OLD."meeting_id", 'referral_id', OLD."referral_id", 'created_on', OLD."created_on", 'done_on', OLD."done_on"), json_object('id', NEW."id", 'colleague_id', NEW."colleague_id", 'what', NEW."what", 'detail', NEW."detail", 'due_on', NEW."due_on", 'meeting_id', NEW."meeting_id", 'referral_id', NEW."referral_id", 'created_on', NEW."created_on", 'done_on', NEW."done_on")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_follow_up_delete AFTER DELETE ON follow_up BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'follow_up', json_array(OLD."id"), OLD.colleague_id,
json_object('id', OLD."id", 'colleague_id', OLD."colleague_id", 'what', OLD."what", 'detail', OLD."detail", 'due_on', OLD."due_on", 'meeting_id', OLD."meeting_id", 'referral_id', OLD."referral_id", 'created_on', OLD."created_on", 'done_on', OLD."done_on"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_cadence_insert AFTER INSERT ON cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'cadence', json_array(NEW."colleague_id"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'every', NEW."every")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_cadence_update AFTER UPDATE ON cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'cadence', json_array(NEW."colleague_id"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'every', OLD."every"), json_object('colleague_id', NEW."colleague_id", 'every', NEW."every")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_cadence_delete AFTER DELETE ON cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'cadence', json_array(OLD."colleague_id"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'every', OLD."every"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_tag_cadence_insert AFTER INSERT ON tag_cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tag_cadence', json_array(NEW."tag"), NULL,
NULL, json_object('tag', NEW."tag", 'every', NEW."every")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_tag_cadence_update AFTER UPDATE ON tag_cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tag_cadence', json_array(NEW."tag"), NULL,
json_object('tag', OLD."tag", 'every', OLD."every"), json_object('tag', NEW."tag", 'every', NEW."every")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_tag_cadence_delete AFTER DELETE ON tag_cadence BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'tag_cadence', json_array(OLD."tag"), NULL,
json_object('tag', OLD."tag", 'every', OLD."every"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_snooze_insert AFTER INSERT ON snooze BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'snooze', json_array(NEW."id"), NEW.colleague_id,
NULL, json_object('id', NEW."id", 'what', NEW."what", 'colleague_id', NEW."colleague_id", 'referral_id', NEW."referral_id", 'until_day', NEW."until_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_snooze_update AFTER UPDATE ON snooze BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'snooze', json_array(NEW."id"), NEW.colleague_id,
json_object('id', OLD."id", 'what', OLD."what", 'colleague_id', OLD."colleague_id", 'referral_id', OLD."referral_id", 'until_day', OLD."until_day"), json_object('id', NEW."id", 'what', NEW."what", 'colleague_id', NEW."colleague_id", 'referral_id', NEW."referral_id", 'until_day', NEW."until_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_snooze_delete AFTER DELETE ON snooze BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'snooze', json_array(OLD."id"), OLD.colleague_id,
json_object('id', OLD."id", 'what', OLD."what", 'colleague_id', OLD."colleague_id", 'referral_id', OLD."referral_id", 'until_day', OLD."until_day"), NULL
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_verification_insert AFTER INSERT ON verification BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'verification', json_array(NEW."colleague_id", NEW."on_day"), NEW.colleague_id,
NULL, json_object('colleague_id', NEW."colleague_id", 'on_day', NEW."on_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_verification_update AFTER UPDATE ON verification BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'verification', json_array(NEW."colleague_id", NEW."on_day"), NEW.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'on_day', OLD."on_day"), json_object('colleague_id', NEW."colleague_id", 'on_day', NEW."on_day")
FROM open_step WHERE journaling;
END;

CREATE TRIGGER journal_verification_delete AFTER DELETE ON verification BEGIN
SELECT RAISE(ABORT, 'a write with no open step') WHERE NOT EXISTS (SELECT 1 FROM open_step);
INSERT INTO change (step_id, table_name, row_key, colleague_id, before, after)
SELECT step_id, 'verification', json_array(OLD."colleague_id", OLD."on_day"), OLD.colleague_id,
json_object('colleague_id', OLD."colleague_id", 'on_day', OLD."on_day"), NULL
FROM open_step WHERE journaling;
END;

CREATE VIRTUAL TABLE search USING fts5(name, practice, places, notes, needs, words, contact, tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, FALSE);

INSERT INTO alembic_version VALUES ('0003');

INSERT INTO reason VALUES ('cannot-afford', 'My fee is too high', NULL, 1);

INSERT INTO reason VALUES ('caseload-full', 'I have no room', NULL, 1);

INSERT INTO reason VALUES ('impartiality', 'I am no longer impartial', NULL, 1);

INSERT INTO reason VALUES ('insurance-change', 'The client''s insurance changes', NULL, 1);

INSERT INTO reason VALUES ('moving', 'The client is moving', NULL, 1);

INSERT INTO reason VALUES ('no-progress', 'The work is not helping', NULL, 1);

INSERT INTO reason VALUES ('other', 'Another reason', NULL, 1);

INSERT INTO reason VALUES ('outside-scope', 'Outside my scope', NULL, 1);

INSERT INTO reason VALUES ('personality-clash', 'A better personal fit', NULL, 1);

INSERT INTO reason VALUES ('self-pay-transition', 'I am leaving a panel', NULL, 1);

INSERT INTO reason VALUES ('treatment-disagreement', 'Another approach wanted', NULL, 1);

DELETE FROM open_step
