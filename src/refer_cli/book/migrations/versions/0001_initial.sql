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

CREATE TABLE referral (
	id INTEGER NOT NULL, 
	label VARCHAR, 
	reason VARCHAR, 
	given_on VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT referral_given_on_is_a_day CHECK (given_on LIKE '____-__-__'), 
	FOREIGN KEY(reason) REFERENCES reason (slug)
);

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

INSERT INTO reason VALUES ('treatment-disagreement', 'Another approach wanted', NULL, 1)
