import { suggest } from '../diagnostics/suggest';

/** How many entries of the index one question may visit, so that a thousand wrong names stay cheap. */
const VISITS = 1500;
const CLOSE_LOOKS = 12;
/** Different words that are answered; when more are wrong, suggestions do not help. */
const QUESTIONS = 300;

/**
 * Finds what was probably meant by a word among very many candidates: only those that share the most pairs of letters with it
 * are compared closely. The index is built when the first word is looked up.
 *
 * @internal
 */
export class SuggestionIndex {
  #pairs?: Map<string, string[]>;
  readonly #answers = new Map<string, string | undefined>();

  readonly #candidates: () => Iterable<string>;

  constructor(candidates: () => Iterable<string>) {
    this.#candidates = candidates;
  }

  suggest(word: string): string | undefined {
    if (!this.#answers.has(word) && this.#answers.size < QUESTIONS) {
      this.#pairs ??= indexByPairs(this.#candidates());
      this.#answers.set(word, suggest(word, nearest(word, this.#pairs)));
    }
    return this.#answers.get(word);
  }
}

/** The candidates that share the most pairs of letters with a word. */
function nearest(word: string, pairs: Map<string, string[]>): string[] {
  const lists = [...pairsOf(word)]
    .map(pair => pairs.get(pair) ?? [])
    .sort((a, b) => a.length - b.length);
  const shared = new Map<string, number>();
  let visits = 0;
  for (const list of lists) {
    for (const candidate of list.slice(0, VISITS - visits)) {
      shared.set(candidate, (shared.get(candidate) ?? 0) + 1);
    }
    visits += list.length;
    if (visits >= VISITS) {
      break;
    }
  }
  return [...shared]
    .sort(
      (a, b) =>
        b[1] - a[1] ||
        Math.abs(a[0].length - word.length) -
          Math.abs(b[0].length - word.length),
    )
    .slice(0, CLOSE_LOOKS)
    .map(([candidate]) => candidate);
}

function indexByPairs(candidates: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const candidate of new Set(candidates)) {
    for (const pair of pairsOf(candidate)) {
      const list = index.get(pair);
      if (list) {
        list.push(candidate);
      } else {
        index.set(pair, [candidate]);
      }
    }
  }
  return index;
}

/** `kafka` → `^k`, `ka`, `af`, `fk`, `a$`. */
function pairsOf(word: string): Set<string> {
  const padded = `^${word.slice(0, 200).toLocaleLowerCase('en-US')}$`;
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= padded.length; at++) {
    pairs.add(padded.slice(at, at + 2));
  }
  return pairs;
}
