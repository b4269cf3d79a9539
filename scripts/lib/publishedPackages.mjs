import fs from 'node:fs';
import path from 'node:path';

/**
 * The workspace packages that are published: all that are not private.
 * @param {string} folder of the repository
 * @returns {Array<{ name: string, at: string }>} at: the package's absolute folder; sorted by folder
 */
export function publishedPackages(folder) {
  return ['packages', 'plugins']
    .flatMap(group =>
      fs
        .readdirSync(path.join(folder, group))
        .sort()
        .map(name => path.join(folder, group, name)),
    )
    .filter(at => fs.existsSync(path.join(at, 'package.json')))
    .map(at => ({
      at,
      manifest: JSON.parse(
        fs.readFileSync(path.join(at, 'package.json'), 'utf8'),
      ),
    }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ at, manifest }) => ({ name: manifest.name, at }));
}
