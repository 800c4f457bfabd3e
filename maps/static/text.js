// Text: the normal form in which the gazetteer compares it, and what makes text of others safe to show.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.text = (() => {
  const LETTERS = new Map([
    ["ىیېے", "ي"], ["ٱ", "ا"], ["ةہھەۀۃ", "ه"], ["کڪگڭ", "ك"], ["پ", "ب"], ["ڤ", "ف"], ["چژ", "ج"], ["،٬", ","], ["؛", ";"],
    ["؟", "?"], ["٪", "%"], ["٫۔", "."], ["«»“”„‟", '"'], ["‘’‚‛‹›`´ʼ", "'"], ["‐–—―−", "-"], ["ـ", ""],
  ].flatMap(([from, to]) => [...from].map((letter) => [letter, to])));
  const SPACE = /\p{Z}/u;
  const CONTROL_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85";
  const DROPPED = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Cs}]/u;
  const DIGIT = /\p{Nd}/u;
  const PASSES = 4;
  const known = new Map();

  /** What case folding makes of a letter; the dotless i has no capital of its own. */
  const caseless = (letter) => (letter === "ı" ? letter : letter.toUpperCase().toLowerCase());

  function foldOnce(letter) {
    let folded = "";
    for (const part of [...letter.normalize("NFKD")].map(caseless).join("")) {
      if (SPACE.test(part) || CONTROL_SPACES.includes(part)) folded += " ";
      else if (LETTERS.has(part)) folded += LETTERS.get(part);
      else if (DIGIT.test(part)) folded += digit(part);
      else if (!DROPPED.test(part)) folded += part;
    }
    return folded;
  }

  /** Folding what is folded changes nothing after at most this many rounds. */
  function foldLetter(letter) {
    let folded = foldOnce(letter);
    for (let pass = 0; pass < PASSES; pass += 1) {
      const again = [...folded].map(foldOnce).join("");
      if (again === folded) break;
      folded = again;
    }
    known.set(letter, folded);
    return folded;
  }

  function digit(letter) {
    const code = letter.codePointAt(0);
    let zero = code;
    while (DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  }

  /** The normal form of `gazetteer.arabic`: marks, letter variants, digits and capitals do not matter. */
  function fold(text) {
    let folded = "";
    for (const letter of text) folded += known.get(letter) ?? foldLetter(letter);
    return folded.replace(/ +/g, " ").trim();
  }

  /** Text without the characters that turn the direction of what follows: unclosed, they would turn our words too. */
  const steady = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

  /** Only addresses of web pages may become links. */
  const safeUrl = (url) => (typeof url === "string" && /^https?:\/\//i.test(url) ? url : null);

  /** How a stated range reads: the key of its phrase, and its numbers. */
  function phrase(min, max) {
    if (min === null && max === null) return ["unknown"];
    if (max === null) return ["atLeast", min];
    if (min === null) return ["atMost", max];
    if (min !== max) return ["between", min, max];
    return min === 0 ? ["none"] : ["exactly", min];
  }

  return { fold, steady, safeUrl, phrase };
})();
