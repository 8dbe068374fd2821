"""The first schema: colleagues with their facts, my profile, reasons, goals, referrals, journal and index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CANONICAL_REASONS = {
    "personality-clash": "A better personal fit",
    "outside-scope": "Outside my scope",
    "treatment-disagreement": "Another approach wanted",
    "self-pay-transition": "I am leaving a panel",
    "insurance-change": "The client's insurance changes",
    "cannot-afford": "My fee is too high",
    "moving": "The client is moving",
    "impartiality": "I am no longer impartial",
    "no-progress": "The work is not helping",
    "caseload-full": "I have no room",
    "other": "Another reason",
}


def upgrade() -> None:
    """Make every table, and seed the canonical reasons."""
    op.create_table(
        "card_facets",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("colleague_id"),
    )
    op.create_table(
        "colleague",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("pronouns", sa.String(length=300), nullable=True),
        sa.Column("practice", sa.String(length=300), nullable=True),
        sa.Column("npi", sa.String(), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=300), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=True),
        sa.Column("city", sa.String(length=300), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("zip", sa.String(), nullable=True),
        sa.Column("telehealth", sa.Boolean(), nullable=True),
        sa.Column("in_person", sa.Boolean(), nullable=True),
        sa.Column("accepting", sa.String(), nullable=True),
        sa.Column("accepting_until", sa.String(), nullable=True),
        sa.Column("hours", sa.String(length=300), nullable=True),
        sa.Column("contact_by", sa.String(length=300), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("fee_floor", sa.Integer(), nullable=True),
        sa.Column("sliding_slots", sa.Integer(), nullable=True),
        sa.Column("pro_bono", sa.Boolean(), nullable=True),
        sa.Column("how_known", sa.String(), nullable=True),
        sa.Column("trust", sa.Integer(), nullable=True),
        sa.Column("first_met", sa.String(), nullable=True),
        sa.Column("last_contact", sa.String(), nullable=True),
        sa.Column("introduced_by", sa.String(length=300), nullable=True),
        sa.Column("notes", sa.String(length=20000), nullable=True),
        sa.Column("do_not_refer", sa.String(length=300), nullable=True),
        sa.Column("gender", sa.String(length=300), nullable=True),
        sa.Column("faith", sa.String(length=300), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("source_key", sa.String(length=300), nullable=True),
        sa.Column("created_on", sa.String(), nullable=False),
        sa.Column("archived_on", sa.String(), nullable=True),
        sa.CheckConstraint("accepting IN ('yes', 'waitlist', 'no')", name="colleague_accepting_is_known_word"),
        sa.CheckConstraint(
            "accepting_until IS NULL OR (accepting IS NOT NULL AND accepting <> 'yes' AND "
            "(accepting_until LIKE '____-__' OR accepting_until LIKE '____-__-__'))",
            name="colleague_accepting_until_goes_with_waitlist_or_no",
        ),
        sa.CheckConstraint("archived_on LIKE '____-__-__'", name="colleague_archived_on_is_a_day"),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="colleague_as_of_is_a_day"),
        sa.CheckConstraint("created_on LIKE '____-__-__'", name="colleague_created_on_is_a_day"),
        sa.CheckConstraint("email LIKE '%_@_%' AND length(email) <= 300", name="colleague_email_is_an_address"),
        sa.CheckConstraint("first_met LIKE '____-__-__'", name="colleague_first_met_is_a_day"),
        sa.CheckConstraint(
            "how_known IN ('worked-with', 'met', 'introduced', 'listed')",
            name="colleague_how_known_is_known_word",
        ),
        sa.CheckConstraint("last_contact LIKE '____-__-__'", name="colleague_last_contact_is_a_day"),
        sa.CheckConstraint("npi LIKE '__________'", name="colleague_npi_is_ten_digits"),
        sa.CheckConstraint("state LIKE '__' AND state = upper(state)", name="colleague_state_is_two_capitals"),
        sa.CheckConstraint("zip LIKE '_____' OR zip LIKE '_____-____'", name="colleague_zip_is_five_or_nine_digits"),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="colleague_point_is_whole"),
        sa.CheckConstraint("fee BETWEEN 0 AND 5000 AND fee = CAST(fee AS INTEGER)", name="colleague_fee_is_0_to_5000"),
        sa.CheckConstraint("fee_floor <= fee", name="colleague_fee_floor_is_not_above_fee"),
        sa.CheckConstraint(
            "fee_floor BETWEEN 0 AND 5000 AND fee_floor = CAST(fee_floor AS INTEGER)",
            name="colleague_fee_floor_is_0_to_5000",
        ),
        sa.CheckConstraint("in_person IN (TRUE, FALSE)", name="colleague_in_person_is_a_flag"),
        sa.CheckConstraint("last_contact >= first_met", name="colleague_last_contact_is_not_before_first_met"),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="colleague_point_is_on_earth"),
        sa.CheckConstraint("length(city) BETWEEN 1 AND 300", name="colleague_city_is_short_text"),
        sa.CheckConstraint("length(contact_by) BETWEEN 1 AND 300", name="colleague_contact_by_is_short_text"),
        sa.CheckConstraint("length(do_not_refer) BETWEEN 1 AND 300", name="colleague_do_not_refer_is_short_text"),
        sa.CheckConstraint("length(faith) BETWEEN 1 AND 300", name="colleague_faith_is_short_text"),
        sa.CheckConstraint("length(gender) BETWEEN 1 AND 300", name="colleague_gender_is_short_text"),
        sa.CheckConstraint("length(hours) BETWEEN 1 AND 300", name="colleague_hours_is_short_text"),
        sa.CheckConstraint("length(introduced_by) BETWEEN 1 AND 300", name="colleague_introduced_by_is_short_text"),
        sa.CheckConstraint("length(notes) BETWEEN 1 AND 20000", name="colleague_notes_are_at_most_20000"),
        sa.CheckConstraint("length(phone) BETWEEN 1 AND 300", name="colleague_phone_is_short_text"),
        sa.CheckConstraint("length(practice) BETWEEN 1 AND 300", name="colleague_practice_is_short_text"),
        sa.CheckConstraint("length(pronouns) BETWEEN 1 AND 300", name="colleague_pronouns_is_short_text"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="colleague_source_is_named"),
        sa.CheckConstraint("length(source_key) BETWEEN 1 AND 300", name="colleague_source_key_is_named"),
        sa.CheckConstraint("length(street) BETWEEN 1 AND 300", name="colleague_street_is_short_text"),
        sa.CheckConstraint("length(trim(name)) BETWEEN 1 AND 300", name="colleague_name_is_missing"),
        sa.CheckConstraint("length(website) BETWEEN 1 AND 300", name="colleague_website_is_short_text"),
        sa.CheckConstraint("pro_bono IN (TRUE, FALSE)", name="colleague_pro_bono_is_a_flag"),
        sa.CheckConstraint(
            "sliding_slots BETWEEN 0 AND 1000 AND sliding_slots = CAST(sliding_slots AS INTEGER)",
            name="colleague_sliding_slots_is_0_to_1000",
        ),
        sa.CheckConstraint("telehealth IN (TRUE, FALSE)", name="colleague_telehealth_is_a_flag"),
        sa.CheckConstraint(
            "trust BETWEEN 1 AND 5 AND trust = CAST(trust AS INTEGER)", name="colleague_trust_is_1_to_5"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source", "source_key", name="colleague_source_and_key"),
    )
    op.create_index("colleague_by_city", "colleague", ["city"], unique=False)
    op.create_index("colleague_by_first_met", "colleague", ["first_met"], unique=False)
    op.create_index("colleague_by_name", "colleague", ["name"], unique=False)
    op.create_index("colleague_by_place", "colleague", ["state", "city"], unique=False)
    op.create_table(
        "dirty",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("colleague_id"),
    )
    op.create_table(
        "facet",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", "chunk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "goal",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_month", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_month LIKE '____-__'", name="goal_from_month_is_a_month"),
        sa.CheckConstraint(
            "target BETWEEN 1 AND 1000 AND target = CAST(target AS INTEGER)", name="goal_target_is_1_to_1000"
        ),
        sa.PrimaryKeyConstraint("name", "from_month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "open_step",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("journaling", sa.Boolean(), nullable=False),
        sa.Column("marking", sa.Boolean(), nullable=False),
        sa.CheckConstraint("only = 1", name="open_step_is_only_one"),
        sa.PrimaryKeyConstraint("only"),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("lat", "lon", name="place_is_one_point"),
    )
    op.create_table(
        "profile",
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="profile_as_of_is_a_day"),
        sa.PrimaryKeyConstraint("field"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reason",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=True),
        sa.Column("canonical", sa.Boolean(), nullable=False),
        sa.CheckConstraint("canonical = (based_on IS NULL)", name="reason_own_one_is_based_on_another"),
        sa.CheckConstraint("length(slug) BETWEEN 1 AND 60", name="reason_slug_is_named"),
        sa.CheckConstraint("length(trim(title)) BETWEEN 1 AND 300", name="reason_title_is_named"),
        sa.ForeignKeyConstraint(
            ["based_on"],
            ["reason.slug"],
        ),
        sa.PrimaryKeyConstraint("slug"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("panel", sa.String(), nullable=False),
        sa.Column("fee_band", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.CheckConstraint("day LIKE '____-__-__'", name="request_day_is_a_day"),
        sa.CheckConstraint("found IN (TRUE, FALSE)", name="request_found_is_a_flag"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "day",
            "state",
            "need",
            "panel",
            "fee_band",
            "age_group",
            "language",
            name="request_counts_once_a_day",
        ),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "change",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("change_by_colleague", "change", ["colleague_id"], unique=False)
    op.create_index("change_by_step", "change", ["step_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("extent", sa.String(), nullable=False),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="fact_as_of_is_a_day"),
        sa.CheckConstraint("extent IN ('complete', 'open', 'none')", name="fact_extent_is_known_word"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="fact_source_is_named"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("colleague_id", "field"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listing",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="listing_as_of_is_a_day"),
        sa.CheckConstraint(
            "field IN ('credentials', 'license_states', 'authorities', 'accessibility', 'approaches', "
            "'populations', 'languages', 'styles', 'groups', 'follows', 'tags', 'identities')",
            name="listing_field_is_a_list",
        ),
        sa.CheckConstraint("mark = 'no'", name="listing_mark_is_no"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="listing_source_is_named"),
        sa.CheckConstraint("length(trim(name)) BETWEEN 1 AND 300", name="listing_name_is_named"),
        sa.CheckConstraint("position >= 0", name="listing_position_is_counted"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("colleague_id", "name", "field"),
        sqlite_with_rowid=False,
    )
    op.create_index("listing_by_name", "listing", ["field", "name"], unique=False)
    op.create_table(
        "panel",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="panel_as_of_is_a_day"),
        sa.CheckConstraint("status IN ('open', 'full', 'no')", name="panel_status_is_known_word"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="panel_source_is_named"),
        sa.CheckConstraint("length(trim(name)) BETWEEN 1 AND 300", name="panel_name_is_named"),
        sa.CheckConstraint("position >= 0", name="panel_position_is_counted"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("colleague_id", "name"),
        sqlite_with_rowid=False,
    )
    op.create_index("panel_by_name", "panel", ["name"], unique=False)
    op.create_table(
        "reason_weight",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 0 AND 1", name="reason_weight_weight_is_0_to_1"),
        sa.ForeignKeyConstraint(["reason"], ["reason.slug"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reason", "criterion"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("given_on", sa.String(), nullable=False),
        sa.CheckConstraint("given_on LIKE '____-__-__'", name="referral_given_on_is_a_day"),
        sa.ForeignKeyConstraint(
            ["reason"],
            ["reason.slug"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "specialty",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.String(), nullable=True),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="specialty_as_of_is_a_day"),
        sa.CheckConstraint("depth IN ('certified', 'trained', 'takes', 'no')", name="specialty_depth_is_known_word"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="specialty_source_is_named"),
        sa.CheckConstraint("length(trim(name)) BETWEEN 1 AND 300", name="specialty_name_is_named"),
        sa.CheckConstraint("position >= 0", name="specialty_position_is_counted"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("colleague_id", "name"),
        sqlite_with_rowid=False,
    )
    op.create_index("specialty_by_name", "specialty", ["name"], unique=False)
    op.create_table(
        "tie",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.CheckConstraint("as_of LIKE '____-__-__'", name="tie_as_of_is_a_day"),
        sa.CheckConstraint("mark = 'no'", name="tie_mark_is_no"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 300", name="tie_source_is_named"),
        sa.CheckConstraint("length(trim(name)) BETWEEN 1 AND 300", name="tie_name_is_named"),
        sa.CheckConstraint("position >= 0", name="tie_position_is_counted"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("colleague_id", "name"),
        sqlite_with_rowid=False,
    )
    op.create_index("tie_by_name", "tie", ["name"], unique=False)
    op.create_table(
        "referral_option",
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("offered_on", sa.String(), nullable=False),
        sa.CheckConstraint("offered_on LIKE '____-__-__'", name="referral_option_offered_on_is_a_day"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleague.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("referral_id", "colleague_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("referral_option_by_colleague", "referral_option", ["colleague_id", "offered_on"], unique=False)

    reason = sa.table("reason", sa.column("slug"), sa.column("title"), sa.column("canonical", sa.Boolean()))
    op.bulk_insert(
        reason,
        [{"slug": slug, "title": title, "canonical": True} for slug, title in CANONICAL_REASONS.items()],
    )


def downgrade() -> None:
    """Never: see the sentence."""
    raise NotImplementedError("a copy of the book was kept before the migration: put that back")
