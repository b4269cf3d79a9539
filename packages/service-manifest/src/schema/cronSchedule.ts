const MONTHS = [
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun'],
  ...['jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface CronField {
  min: number;
  max: number;
  /** Names that stand for numbers from `min` on. */
  names?: readonly string[];
}

const FIELDS: CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 7, names: DAYS },
];

/** In February there are 29 days at most. */
const MOST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const ITEM =
  /^(?:\*|([a-z]{3}|\d{1,2})(?:-([a-z]{3}|\d{1,2}))?)(?:\/(\d{1,2}))?$/;

function toNumber(
  text: string | undefined,
  { min, max, names = [] }: CronField,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const named = names.indexOf(text);
  const value = named < 0 ? Number(text) : min + named;
  return Number.isInteger(value) && value >= min && value <= max
    ? value
    : undefined;
}

/** The numbers that an item of a field means; undefined when it is none. */
function numbersOf(item: string, field: CronField): number[] | undefined {
  const [, from, to, step] = ITEM.exec(item) ?? [];
  if (!ITEM.test(item) || step === '0' || step === '00') {
    return undefined;
  }
  const isAll = item.startsWith('*');
  const first = isAll ? field.min : toNumber(from, field);
  // `5/20` goes on to the end of the field.
  const isOpen = isAll || (to === undefined && step !== undefined);
  const last = isOpen ? field.max : toNumber(to ?? from, field);
  if (first === undefined || last === undefined || first > last) {
    return undefined;
  }
  const numbers: number[] = [];
  for (let number = first; number <= last; number += Number(step ?? 1)) {
    numbers.push(number);
  }
  return numbers;
}

/**
 * Whether a text is a schedule of five fields, as in a crontab (minute, hour, day of month, month, day of week), that names a
 * time at all: the 30th of February is none.
 *
 * @public
 */
export function isCronSchedule(text: string): boolean {
  const fields = text.trim().toLowerCase().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return false;
  }
  const numbers = fields.map((items, index) =>
    items.split(',').map(item => numbersOf(item, FIELDS[index])),
  );
  if (numbers.some(items => items.includes(undefined))) {
    return false;
  }
  const [days, months, weekdays] = numbers
    .slice(2)
    .map(items => new Set(items.flat() as number[]));
  // With a day of week beside it, one of the two is enough.
  return (
    weekdays.size < 7 ||
    [...months].some(month =>
      [...days].some(day => day <= MOST_DAYS[month - 1]),
    )
  );
}

/**
 * Whether a text is the IANA name of a time zone that this machine knows, such as `Europe/Berlin`.
 *
 * @public
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text)) {
    return false;
  }
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
