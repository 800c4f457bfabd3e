// The interface's words, numbers and dates in the reader's language.
"use strict";

Mawqi.words = (() => {
  const { phrase } = Mawqi.text;
  const { toMs } = Mawqi.time;

  /** The reader's own variety of the language where the browser names one: it decides digits and months. */
  function localeFor(lang) {
    const own = (navigator.languages ?? []).find((tag) => tag.toLowerCase().split("-")[0] === lang);
    return new Intl.Locale(own ?? lang, { calendar: "gregory" });
  }

  function create(lang, tables) {
    const table = tables[lang];
    const locale = localeFor(lang);
    const numbers = new Intl.NumberFormat(locale);
    const plurals = new Intl.PluralRules(locale);
    const percents = new Intl.NumberFormat(locale, { style: "percent" });
    const days = dateFormats(locale);

    const number = (n) => numbers.format(n);
    const t = (key, values = {}) => fill(table[key] ?? key, values);
    const name = (group, key) => table[`${group}.${key}`] ?? key;
    const count = (key, n) => {
      const forms = table[key];
      return fill((n === 0 && forms.zero) || (forms[plurals.select(n)] ?? forms.other), { n: number(n) });
    };
    const range = (min, max, none = "none") => {
      const [form, a, b] = phrase(min, max);
      return t(`range.${form === "none" ? none : form}`, { a: number(a ?? 0), b: number(b ?? 0) });
    };

    return {
      lang, dir: table.dir, t, name, number, count, range,
      percent: (x) => percents.format(x),
      distance: (metres) => (metres < 1000
        ? t("metres", { n: number(Math.round(metres)) })
        : t("kilometres", { n: number(metres < 10000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000)) })),
      day: (day) => days.day.format(toMs(day, "day")),
      span: (from, to) => stretch(days.day, toMs(from, "day"), toMs(to, "day")),
      stretch: (from, to, unit) => stretch(unit === "hour" ? days.hour : days.day, toMs(from, unit), toMs(to, unit)),
      step: (from, to, unit) => (unit === "month" || unit === "year" ? days[unit].format(toMs(from, unit)) : stretch(unit === "hour" ? days.hour : days.day, toMs(from, unit), toMs(to, unit))),
      country: countryNames(locale),
    };
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  function dateFormats(locale) {
    const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return {
      hour: format({ day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "numeric" }),
      day: format({ day: "numeric", month: "long", year: "numeric" }),
      month: format({ month: "long", year: "numeric" }),
      year: format({ year: "numeric" }),
    };
  }

  const stretch = (format, from, to) => (from === to ? format.format(from) : format.formatRange(from, to));

  function countryNames(locale) {
    const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
    return (code) => (/^[A-Za-z]{2}$/.test(code) ? names.of(code.toUpperCase()) : code);
  }

  return { create };
})();
