#!/usr/bin/env python3
"""Readings of the same articles side by side, as a Markdown table.

usage: scores.py SCORER GOLD TEXTS NAME=FOLDER...

SCORER is shared/score/attribution_score.py, which gives the figures over all
attributions. The rest are of direct quotations alone, the one thing that every
program here claims to find: gold contents whose words all stand inside of quotation
marks, and that have a source. Predicted contents that lie for half or more in such a
one are taken together, so that a quotation broken by "she said" may be given in one or in
pieces; it is found where they share half of its words (Jaccard), and its speaker is
right where the source of the longest of them shares a word with the gold source.
"""
import importlib.util, json, subprocess, sys
from pathlib import Path

def quoted(words, text):
    """The words that stand inside of quotation marks, paragraph by paragraph."""
    out, inside, i = set(), False, 0
    for at, c in enumerate(text):
        while i < len(words) and words[i][0] < at:
            i += 1
        if c in "“«":
            inside = True
        elif c in "”»\n":
            inside = False
        elif c == '"':
            inside = not inside
        elif inside and i < len(words) and words[i][0] == at:
            out.add(i)
    return out


def speakers(scorer, gold, pred, texts):
    asked = found = right = 0
    for txt in sorted(texts.glob("*.txt")):
        text = txt.read_text(encoding="utf-8")
        words = [m.span() for m in scorer.WORD.finditer(text)]
        inside = quoted(words, text)
        read = scorer.read_ann(pred / (txt.stem + ".ann"), words)
        for ann in sorted(p for p in gold.glob("*.ann") if p.stem == txt.stem or p.stem.rsplit("_", 1)[0] == txt.stem):
            for a in scorer.read_ann(ann, words):
                if not a["source"] or not a["content"] or not a["content"] <= inside:
                    continue
                pieces = [p for p in read if p["content"] and 2 * len(p["content"] & a["content"]) >= len(p["content"])]
                together = frozenset().union(*(p["content"] for p in pieces))
                asked += 1
                if 2 * len(together & a["content"]) < len(together | a["content"]):
                    continue
                found += 1
                right += bool(max(pieces, key=lambda p: len(p["content"]))["source"] & a["source"])
    return asked, found, right


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    scorer_path, gold, texts = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    spec = importlib.util.spec_from_file_location("scorer", scorer_path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    names, columns = [], []
    for arg in sys.argv[4:]:
        name, _, folder = arg.partition("=")
        run = subprocess.run([sys.executable, scorer_path, str(gold), folder, str(texts), "--json"],
                             check=True, capture_output=True, text=True)
        s = json.loads(run.stdout)
        prf = lambda key: "{f1:.1f} (P {p:.1f}, R {r:.1f})".format(**s[key])
        asked, found, right = speakers(scorer, gold, Path(folder), texts)
        share = lambda n, of: f"{100 * n / of:.1f} % of {of:,}" if of else "none"
        names.append(name)
        columns.append([
            ("attribution relaxed F1", prf("attribution.relaxed")),
            ("attribution strict F1", prf("attribution.strict")),
            ("exact source, cue, content F1",
             ", ".join(f"{s['exact.' + r]['f1']:.1f}" for r in scorer.ROLES)),
            ("direct quotations found", share(found, asked)),
            ("speaker right, of those found", share(right, found)),
            ("found with the right speaker, of all direct", share(right, asked)),
        ])
    print("| |", " | ".join(names), "|")
    print("| --- |" + " --- |" * len(names))
    for row in zip(*columns):
        print("|", row[0][0], "|", " | ".join(value for _, value in row), "|")


if __name__ == "__main__":
    main()
