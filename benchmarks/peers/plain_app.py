"""The same task as a plain Streamlit app, as most people would start: rows scored one by one, the whole frame sent."""

import pandas as pd
import streamlit as st

# Question -> the column that answers it, and points for words in its cells.
RULES = {
    "who": ("credentials", {"physiatr": 100, "anesthes": 100, "pain": 90, "md": 60, "np": 30, "pa": 30, "dc": 10}),
    "what": ("products", {"prp": 90, "bmc": 80, "bone marrow": 80, "fat": 60, "prolo": 60, "exosome": 0}),
    "where": ("targets", {"disc": 60, "facet": 60, "si joint": 60, "nerve": 60, "ligament": 50, "muscle": 40}),
    "how": ("imaging", {"fluoro": 100, "ct": 90, "ultrasound": 85, "none": 0}),
}


def best(cell: str, points: dict[str, int]) -> int:
    """The most points of the words in a cell."""
    text = cell.lower()
    return max((value for word, value in points.items() if word in text), default=0)


def weighed(row: pd.Series) -> float:
    """The weighted mean of a row's points, by the sliders."""
    whole = sum(weights.values()) or 1
    return round(float(sum(weights[question] * row[question] for question in RULES)) / whole, 1)


@st.cache_data
def read(path: str) -> pd.DataFrame:
    """The file with the points of each question."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for question, (column, points) in RULES.items():
        frame[question] = frame.apply(lambda row, c=column, p=points: best(row[c], p), axis=1)
    return frame


st.title("Clinics")
clinics = read("clinics.csv")
weights = {question: st.sidebar.slider(question.capitalize(), 0, 100, 25) for question in RULES}
clinics["score"] = clinics.apply(weighed, axis=1)
query = st.text_input("Search")
if query:
    clinics = clinics[clinics["name"].str.contains(query, case=False, regex=False)]
st.metric("Clinics", f"{len(clinics):,}")
st.bar_chart(clinics.groupby("state")["score"].mean())
st.dataframe(clinics.sort_values("score", ascending=False))
