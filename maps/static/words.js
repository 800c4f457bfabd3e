// The interface's words, numbers and dates in the reader's language.
"use strict";

Mawqi.words = (() => {
  const { DAY_MS, phrase } = Mawqi.core;

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
      day: (day) => days.day.format(day * DAY_MS),
      span: (from, to) => (from === to ? days.day.format(from * DAY_MS) : days.day.formatRange(from * DAY_MS, to * DAY_MS)),
      step: (from, to, unit) => stepLabel(days, from, to, unit),
      country: countryNames(locale),
    };
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  function dateFormats(locale) {
    const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return {
      day: format({ day: "numeric", month: "long", year: "numeric" }),
      month: format({ month: "long", year: "numeric" }),
      year: format({ year: "numeric" }),
    };
  }

  function stepLabel(days, from, to, unit) {
    if (unit === "month" || unit === "year") return days[unit].format(from * DAY_MS);
    return from === to ? days.day.format(from * DAY_MS) : days.day.formatRange(from * DAY_MS, to * DAY_MS);
  }

  function countryNames(locale) {
    const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
    return (code) => (/^[A-Za-z]{2}$/.test(code) ? names.of(code.toUpperCase()) : code);
  }

  return { create };
})();
