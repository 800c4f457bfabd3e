// The page's files that need no page, as the page loads them, and rows made for tests.
const FILES = ["text", "time", "rows", "filters", "search", "sites", "tally", "hash", "takeaway", "state"];
for (const name of FILES) await import(`../../maps/static/${name}.js`);

const WORDS = ["kind", "status", "scope", "time_of_day", "date_precision", "precision", "place", "place_en", "admin", "country", "origin", "weapon", "target", "actor"];
const NUMBERS = ["start", "end", "lon", "lat", "uncertainty_m", "origin_lon", "origin_lat", "confidence", "killed_min", "killed_max", "injured_min", "injured_max"];
const DEFAULTS = { kind: "attack", status: "reported", scope: "event" };

/** Rows of some columns; the others are empty or as usual. */
export function rowsOf(n, columns, details) {
  const { Mawqi } = globalThis;
  const words = WORDS.map((name) => [name, DEFAULTS[name] ? { values: [DEFAULTS[name]], codes: 0 } : { values: [], codes: -1 }]);
  const numbers = NUMBERS.map((name) => [name, null]);
  const rows = Mawqi.rows.open({ n, size: 2, sources: 1, order: [], columns: { ...Object.fromEntries([...words, ...numbers]), ...columns } });
  if (details) Mawqi.rows.attach(rows, details);
  return rows;
}

/** Numbers that look random and are the same in every run. */
export function random(seed) {
  let at = seed;
  return () => {
    at = (at * 16807) % 2147483647;
    return at / 2147483647;
  };
}
