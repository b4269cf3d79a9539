import { addressTests } from './contract/addressTests';
import { branchTests } from './contract/branchTests';
import { ContractRun, GitHostContractTarget } from './contract/ContractRun';
import { modeTests } from './contract/modeTests';
import { pullRequestTests } from './contract/pullRequestTests';
import { readerTests } from './contract/readerTests';

export type { GitHostContractTarget };

/**
 * What the {@link GitReader} and {@link PullRequests} of every Git host must do, as a Jest suite. Adapters run it against a real host, fakes against themselves.
 *
 * @public
 */
export function gitHostContract(
  name: string,
  start: () => Promise<GitHostContractTarget>,
): void {
  describe(`Git host contract: ${name}`, () => {
    const run = new ContractRun(start);
    beforeAll(() => run.start(), 60_000);
    afterAll(() => run.stop(), 60_000);

    addressTests(run);
    readerTests(run);
    modeTests(run);
    branchTests(run);
    pullRequestTests(run);
  });
}
