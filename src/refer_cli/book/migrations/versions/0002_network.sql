-- SQLite adds no named rules to a table that is there; the rows wait beside it meanwhile.
CREATE TEMPORARY TABLE kept AS SELECT id, label, reason, given_on FROM referral;

DROP TABLE referral;

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

INSERT INTO referral (id, label, reason, direction, given_on)
SELECT id, substr(nullif(label, ''), 1, 20), reason, 'given', given_on FROM kept;

DROP TABLE kept;

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
