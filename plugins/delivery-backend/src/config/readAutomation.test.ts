import { ConfigReader } from '@backstage/config';
import { readAutomation } from './readAutomation';

const read = (automation?: object[]) =>
  readAutomation(
    new ConfigReader({
      delivery: { access: automation ? { automation: automation as [] } : {} },
    }),
  );
const KEY = 'delivery.access.automation';

describe('readAutomation', () => {
  it('allows no token anything when nothing is configured', () => {
    expect(read()).toEqual([]);
    expect(readAutomation(new ConfigReader({}))).toEqual([]);
  });

  it('reads owners as the catalog writes them', () => {
    expect(
      read([
        { subject: 'external:ci', owners: ['Group:Product', 'user:default/x'] },
        { subject: 'cd', owners: ['group:default/a'], environments: ['dev'] },
      ]),
    ).toEqual([
      {
        subject: 'external:ci',
        owners: ['group:default/product', 'user:default/x'],
        environments: undefined,
      },
      { subject: 'cd', owners: ['group:default/a'], environments: ['dev'] },
    ]);
  });

  it.each([
    [{ owners: ['group:default/a'] }, `${KEY}[0].subject is missing`],
    [{ subject: 'ci' }, `${KEY}[0].owners is missing`],
    [{ subject: 'ci', owners: [] }, `${KEY}[0].owners is missing`],
    [
      { subject: 'ci', owners: ['group:default/a', 'product'] },
      `${KEY}[0].owners[1] in app-config must be the ref of a group or user, for example group:default/product, not "product"`,
    ],
    [
      { subject: 'ci', owners: ['component:default/shop'] },
      `${KEY}[0].owners[0] in app-config must be the ref of a group or user`,
    ],
    [
      { subject: 'ci', owners: ['group:default/a'], environments: 'dev' },
      `environments`,
    ],
  ])('refuses %j', (entry, message) => {
    expect(() => read([entry])).toThrow(message);
  });

  it('refuses two entries of one subject', () => {
    const entry = { subject: 'ci', owners: ['group:default/a'] };
    expect(() => read([entry, { ...entry, subject: 'cd' }, entry])).toThrow(
      `${KEY}[2] in app-config has the subject ci of entry 0; list all owners in one entry`,
    );
  });
});
