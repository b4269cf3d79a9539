import { codeSpan } from '../markdown/codeSpan';

const MAX_BRANCH_NAMES = 20;

/**
 * Tries the names of a branch (`promote/shop`, `promote/shop-2`, `promote/shop-3`) in their order until `use` takes one;
 * undefined when it took none of the first twenty.
 *
 * @public
 */
export async function tryBranches<T>(
  branch: string,
  use: (name: string, taken: string[]) => Promise<T | undefined>,
): Promise<T | undefined> {
  const taken: string[] = [];
  for (let attempt = 1; attempt <= MAX_BRANCH_NAMES; attempt += 1) {
    const name = attempt === 1 ? branch : `${branch}-${attempt}`;
    const used = await use(name, taken);
    if (used !== undefined) {
      return used;
    }
    taken.push(name);
  }
  return undefined;
}

/**
 * What the text of a pull request says about branches that were left alone, as a Markdown paragraph; empty when none was.
 *
 * @public
 */
export function takenBranchesNote(taken: string[]): string {
  const names = taken.map(codeSpan).join(', ');
  switch (taken.length) {
    case 0:
      return '';
    case 1:
      return `The branch ${names} holds other commits and was left as it is, so this one has another name.\n`;
    default:
      return `The branches ${names} hold other commits and were left as they are, so this one has another name.\n`;
  }
}
