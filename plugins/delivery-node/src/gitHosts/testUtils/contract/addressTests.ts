import { BranchAddress } from '@stonegarden/repository-address';
import { ContractRun } from './ContractRun';

/** From an address to the repository. Hosts with groups run the contract on a repository in a nested one. */
export function addressTests(run: ContractRun): void {
  describe('addresses', () => {
    it("of the repository's page mean its default branch", async () => {
      const { url } = run.target;
      const { repository, branch, path } = await run.target.hosts.resolve(url);
      expect(repository.url).toBe(url);
      expect(`/${repository.owner}/${repository.name}`).toBe(
        decodeURIComponent(new URL(url).pathname),
      );
      expect(branch).toBe(await run.reader.defaultBranch());
      expect(path).toBe('');
    }, 60_000);

    it('of a folder mean its branch, also when that has slashes', async () => {
      const branch = run.newBranch();
      const file = { mode: 'file' as const, content: 'kind: Service\n' };
      const commit = await run.target.push(branch, {
        'services/my shop/service.yaml': file,
      });
      const { repository } = run.location;
      const address = new BranchAddress(repository, branch);
      const location = await run.target.hosts.resolve(
        address.folderUrl('services/my shop'),
      );
      expect(location).toMatchObject({ branch, path: 'services/my shop' });
      expect(location.repository.isSameRepository(repository)).toBe(true);
      await expect(location.reader.head(location.branch)).resolves.toBe(commit);
      await expect(
        location.reader.read(`${location.path}/service.yaml`, commit),
      ).resolves.toEqual(file);
    }, 60_000);
  });
}
