"""Method: the whole rubric, printed from its file, and what a score does not say."""

import streamlit as st

from dashboard import parameters, refusal_notice
from dashboard.method_page import evidence_tables, method, sensitivity, worked_decisions, worked_example
from dashboard.view import View, current_view
from scoring import BadSettings, UnreadableFile, vocabulary

rubric = parameters.rubric()
statements = rubric.statements
st.title("How a score is made", anchor=False)
st.markdown(f"{rubric.summary} {statements['what_it_measures']} {statements['not_advice']}")
st.error(statements["seek_care"], title="When to seek care now", icon=":material/emergency:")

method.outline()
try:
    view: View | None = current_view()
except (BadSettings, UnreadableFile) as reason:
    view = None
    refusal_notice.draw(reason)

method.section("questions")
st.table(method.questions(rubric), hide_index=True, alt="The four questions and their weights")
st.markdown(f"{statements['total']} {statements['bounds']}")
method.folded_table(method.presets(rubric), "Presets of weights, and what each is for")

method.section("example")
if view is not None:
    worked_example.draw_middle_clinic(view)
method.section("who")
method.folded_table(method.people(rubric), "Points of each credential, and why")
st.markdown(f"**Checked credentials add {rubric.verification.points}.** {rubric.verification.reason}")
method.section("what")
st.markdown(statements["ladder"])
method.folded_table(evidence_tables.ladder(rubric), "The ladder of evidence, best rung first")
method.folded_table(evidence_tables.products(rubric), "Points, penalty and rung of each product, and why")
st.markdown(statements["article_and_trials"])
method.section("guidance")
st.markdown(f"{rubric.guidance_note} {statements['imaging_acts_twice']}")
st.table(method.guidance(rubric), alt="Level of each kind of guidance at each target")
method.folded_table(method.levels(rubric), "What each level means and earns")
method.folded_table(method.guidance_reasons(rubric), "Why each pair of target and guidance has its level")
st.table(method.breadth(rubric), hide_index=True, width="content", alt="Points by number of reached targets")
st.caption(rubric.where.reason)

method.section("grade")
st.markdown(method.enough_stated(rubric))
st.markdown(f"{statements['open_questions']} {rubric.open_questions.reason}")
st.table(method.grades(rubric), hide_index=True, width="content", alt="The lowest score of each grade")
st.markdown(f"{rubric.grades.meaning} {rubric.grades.reason} {statements['caps']}")
st.caption(f"{statements['ranks']} {statements['tiers']} {rubric.robustness.reason}")
method.section("decisions")
worked_decisions.draw(rubric, view)
method.section("influence")
if view is not None:
    sensitivity.draw(view)
    st.subheader("Under another rubric", anchor=False)
    sensitivity.draw_other_rubrics(view)
method.section("flags")
method.folded_table(method.flags(rubric), "Every flag, what it says and what to ask")
method.folded_table(method.visit(rubric), "What to ask every clinic, and why")
method.section("evidence")
st.markdown(statements["evidence_is_per_product"])
method.folded_table(evidence_tables.standings(rubric), "The best kind of study for each product")
method.folded_table(evidence_tables.evidence(rubric), "What studies found, by product and target")
st.caption(rubric.evidence_none_listed)
method.folded_table(evidence_tables.notices(rubric, rubric.reviews.values()), "Reviews and guidelines")
method.section("law")
st.markdown(statements["law"])
method.folded_table(evidence_tables.notices(rubric, rubric.federal.values()), "Federal notices, rules and rulings")
method.folded_table(evidence_tables.notices(rubric, rubric.states.values()), "State laws")
method.section("file")
if view is not None:
    worked_example.draw_this_file(view)
    worked_example.draw_quotation(view)
method.section("limits")
st.markdown("\n".join(f"- {statements[key]}" for key in ("founding_article", "dated", "self_reported", "unlisted")))
method.section("places")
with method.folded("How a clinic is placed, and the files that this relies on"):
    st.markdown(method.places())
method.section("glossary")
method.folded_table(method.glossary(rubric), "Words as they are used here")
method.section("sources")
method.folded_table(method.sources(rubric), "Every source that a rule names")
st.caption(f"{rubric.title}, version {rubric.version}, rubric name {rubric.name}; vocabulary {vocabulary().version}.")
