"""The tables of a dataset: each column with its meaning and its words, in one place."""

from __future__ import annotations

from collections.abc import Sequence

from solferino.publish import entries
from solferino.publish.columns import Column, Table

ATTRIBUTES = ("happened", "where", "when", "facility", "who", "how_many")
GRADES = ("who_ssa", "airwars", "ucdp_clarity")


def _words(names: Sequence[str], kind: str, says: str) -> tuple[Column, ...]:
    return tuple(Column(n, says.format(n.replace("_", " ")), kind=kind, many=True) for n in names)


TABLES = (
    Table("sources", "One row for each source that was looked at.", (
        Column("id", "The source: a hash of its given name and its bytes.", required=True),
        Column("name", "The name under which it was added."),
        Column("title", "Its title."), Column("outlet", "Who published it."), Column("url", "Where it was published."),
        Column("lang", "Its language, ISO 639-1."), Column("published", "When it came out, ISO 8601."),
        Column("retrieved", "When it was kept, ISO 8601."), Column("media", "What kind of file it is."),
        Column("access", "Who may see it.", kind="access"),
        Column("sha256", "SHA-256 of its own bytes."),
        Column("reading", "The text that was read from it."),
        Column("text_sha256", "SHA-256 of that text in UTF-8, as it is released."),
        Column("mentions", "How many attacks, totals and responses it tells of.", "integer"),
        Column("translates", "The source that it translates."), Column("supersedes", "The older version that it replaces."),
    ), entries.sources),
    Table("mentions", "One row for each attack, total or response that a source tells of.", (
        Column("id", "The mention.", required=True), Column("source", "The source that tells of it.", required=True),
        Column("scope", "What it speaks of.", kind="scope"),
        Column("incident", "The incident that it belongs to, where it is one."),
        Column("quote", "The words that state it."), Column("start", "Where they begin in the reading, in code points.", "integer"),
        Column("end", "Where they end.", "integer"), Column("stance", "How the speaker stands to it.", kind="stance"),
        Column("speaker", "Who says it."), Column("place", "Where, as said."), Column("date", "When, as said."),
        Column("perpetrator", "Who is said to have done it, and how the text knows."), Column("count", "How many, as said."),
        Column("response_stance", "How the party answers, for a response."),
        *_words(("methods",), "method", "How it was attacked."), *_words(("targets",), "target", "What was hit."),
        Column("claims", "How many claims it holds.", "integer"),
    ), entries.mentions, links=(("source", "sources"), ("incident", "incidents"))),
    Table("claims", "One row for each claim: one field of one mention, cut from the words that state it.", (
        Column("id", "The claim.", required=True), Column("mention", "Its mention.", required=True),
        Column("source", "Its source.", required=True), Column("reading", "The text that it is cut from."),
        Column("run", "The pass of the rules that made it."), Column("field", "What it states.", kind="field"),
        Column("value", "Its value, as JSON where it is more than a word."), Column("said", "The value in words."),
        Column("quote", "The words that state it, exactly as they stand."),
        Column("start", "Where they begin in the reading, in code points.", "integer"), Column("end", "Where they end.", "integer"),
        Column("prefix", "What stands before them."), Column("suffix", "What stands behind them."),
        Column("stance", "How the speaker stands to it.", kind="stance"), Column("hedge", "How far it is held back.", kind="hedge"),
        Column("speaker", "Who says it, nearest to the event first."), Column("rule", "The rule that made it."),
    ), entries.claims, links=(("mention", "mentions"), ("source", "sources"))),
    Table("incidents", "One row for each incident on record: mentions that speak of one attack.", (
        Column("id", "The incident.", required=True), Column("title", "What, where and when, in a few words."),
        Column("date_from", "The first day on which it may have happened.", "date"), Column("date_to", "The last.", "date"),
        Column("date_precision", "How exactly the date is known.", kind="date_precision"),
        Column("place", "The finest place that is named."),
        Column("place_precision", "How exactly the place is known.", kind="place_precision"),
        Column("country", "ISO 3166-1 alpha-2."), Column("geonames", "GeoNames id of the place.", "integer"),
        Column("lat", "Latitude of the middle of the place, WGS 84. Read it with radius_km.", "number"),
        Column("lon", "Longitude of the middle of the place.", "number"),
        Column("radius_km", "How far from there it may have been.", "number"),
        *_words(("methods",), "method", "How it was attacked."), *_words(("targets",), "target", "What was hit."),
        *_words(("effects",), "effect", "What it did."),
        Column("parties", "Who is said to have done it, and how the texts know."),
        *(Column(f"reported_{what}_{end}", f"People reported {what}: {says}.", "boolean" if end == "open" else "integer")
          for what in ("killed", "injured") for end, says in (
              ("low", "the lowest figure any source gives"), ("best", "the figure of most independent origins"),
              ("high", "the highest figure any source gives"), ("open", "whether a source says that there may be more"))),
        Column("independent_origins", "How many independent origins stand behind it.", "integer"),
        Column("origins", "Who they are."), Column("denied_by", "Who says that it did not happen."),
        Column("sources", "The sources that tell of it."), Column("mentions", "Its mentions."),
        Column("weakest_link", "Probability (0 to 1) of the weakest link that holds its mentions together.", "number"),
        *(Column(f"certainty_{a}", f"How certain it is: {a.replace('_', ' ')}.") for a in ATTRIBUTES),
        *(Column(f"grade_{g}", f"The grade that {g.replace('_', ' ')} would give, as far as claims alone allow.") for g in GRADES),
    ), entries.incidents),
    Table("casualties", "One row for each incident, kind of harm and group of people: the range of what is reported.", (
        Column("id", "The finding.", required=True), Column("incident", "The incident.", required=True),
        Column("what", "What happened to them.", kind="count_kind"), Column("who", "To whom.", kind="victim"),
        Column("low", "The lowest figure any source gives.", "integer"),
        Column("best", "The figure of most independent origins.", "integer"),
        Column("high", "The highest figure any source gives.", "integer"),
        Column("open", "Whether a source says that there may be more.", "boolean"),
        Column("ucdp_low", "The lowest figure that its own speaker has not replaced.", "integer"),
        Column("ucdp_high", "The highest such figure.", "integer"), Column("acled", "The most conservative figure.", "integer"),
        Column("said_by", "Who gives a figure."), Column("claims", "The claims that it rests on."), Column("caveats", "Caveats."),
    ), entries.casualties, links=(("incident", "incidents"),)),
    Table("totals", "One row for each figure of each published total, checked against the incidents on record.", (
        Column("id", "The finding.", required=True), Column("line", "Its figures, numbered.", "integer", required=True),
        Column("total", "The mention that states the total.", required=True), Column("source", "Its source."),
        Column("published", "When the source came out."), Column("quote", "The words that state it."),
        Column("said_by", "Who says it."),
        Column("date_from", "First day that it covers.", "date"), Column("date_to", "Last day that it covers.", "date"),
        Column("places", "Places that it covers."), *_words(("targets",), "target", "Targets that it covers."),
        Column("what", "What it counts.", kind="count_kind"), Column("who", "Of whom or what."),
        Column("low", "The figure's lower end.", "integer"), Column("high", "Its upper end.", "integer"),
        Column("hedge", "How the figure is hedged.", kind="hedge"),
        Column("verdict", "How it stands against the record: it may be short, hold or contradict; it is never confirmed.",
               kind="audit_verdict"),
        Column("on_record", "How many are on record, at least.", "integer"),
        Column("on_record_high", "How many are on record, at most.", "integer"),
        Column("possible", "How many more may be inside the total's scope.", "integer"),
        Column("short_by", "How many are missing from the record.", "integer"),
        Column("incidents", "The incidents inside its scope."), Column("possible_incidents", "Those that may be."),
        Column("compared_percent", "How far it is said to differ from another period, in percent.", "number"),
        Column("compared_from", "First day of that period.", "date"), Column("compared_to", "Its last day.", "date"),
        Column("compared_low", "The lowest figure of that period that this allows.", "integer"),
        Column("compared_high", "The highest such figure.", "integer"),
        Column("compared_verdict", "How that stands against the figures of both periods on record.", kind="change_verdict"),
        Column("conflicts", "Other totals that contradict it."), Column("repeats", "Other totals that repeat it."),
        Column("overlaps", "Other totals that may count the same."), Column("claim", "The claim that states the figure."),
        Column("caveats", "Caveats."),
    ), entries.totals, key=("id", "line"), links=(("total", "mentions"),)),
    Table("responses", "One row for each accusation and each reply, per party, set side by side. Nothing here says who is right.", (
        Column("party", "The accused or replying party's key.", required=True), Column("party_label", "Its name."),
        Column("about", "The incident or total that it speaks of."), Column("title", "That in a few words."),
        Column("side", "Accusation, reply, the party's own claim, or a reply to nothing in particular."),
        Column("status", "How the text knows who did it, of an accusation.", kind="perpetrator_status"),
        Column("stance", "How the party answers, of a reply.", kind="response_stance"),
        Column("quote", "The words that say it."), Column("said_by", "Who says it."),
        Column("published", "When the source came out."),
        Column("source", "The source."), Column("mention", "The mention."), Column("claim", "The claim."),
    ), entries.responses, key=(), links=(("source", "sources"), ("mention", "mentions"))),
)  # fmt: skip
"""Every table of a dataset, in the order in which one reads them."""
