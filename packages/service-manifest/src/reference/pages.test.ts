import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { committedFile } from '../__testUtils__/committedFile';
import { docsOf } from '../diagnostics/createDiagnostic';
import { problemCodes } from '../problems/explainProblem';
import { fieldsPage } from './fieldsPage';
import { problemPages } from './problemPages';

const folder = 'docs/reference/problems';

describe('docs/reference', () => {
  const pages = problemPages();

  it.each([...pages])('has the page problems/%s', (name, page) => {
    expect(committedFile(`${folder}/${name}`, page)).toBe(page);
  });

  it('has no page of a code that is gone, and a page where diagnostics lead', () => {
    const root = resolve(__dirname, '../../../..');
    const names = readdirSync(resolve(root, folder)).sort();
    expect(names).toEqual([...pages.keys()].sort());
    for (const code of problemCodes) {
      const [, path] = docsOf(code).split('/blob/main/');
      expect(names.map(name => `${folder}/${name}`)).toContain(path);
    }
  });

  it('has the reference of every field', () => {
    const page = fieldsPage();
    expect(committedFile('docs/reference/service-yaml.md', page)).toBe(page);
  });
});
