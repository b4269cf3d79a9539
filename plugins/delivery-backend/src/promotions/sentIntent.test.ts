import { ownIntent, sharedIntent } from './sentIntent';
import type { PromotionIntent, PromotionRecord } from './PromotionRecord';

const intended = (name: string) =>
  ({
    id: `id-${name}`,
    entityRef: `component:default/${name}`,
    to: 'production',
    train: 'train-1',
    intent: {
      baseBranch: 'main',
      title: `Promote ${name}`,
      body: `About ${name}.`,
      edits: [{ path: `${name}.yaml`, content: 'tag: 2' }],
      trailers: { Service: name, To: 'production' },
    },
  } as unknown as PromotionRecord & { intent: PromotionIntent });

describe('what is sent to the Git host', () => {
  it('names a promotion by its id', () => {
    expect(ownIntent(intended('a')).trailers).toEqual([
      ['Promotion-Id', 'id-a'],
      ['Service', 'a'],
      ['To', 'production'],
    ]);
  });

  it('has the files of all, and a section and trailers for each', () => {
    const { title, body, edits, trailers } = sharedIntent(
      [intended('a'), intended('b_c')],
      'https://portal.example',
    );
    expect(title).toBe('Promote 2 services to production');
    expect(edits.map(({ path }) => path)).toEqual(['a.yaml', 'b_c.yaml']);
    expect(trailers).toEqual([
      ['Promotion-Id', 'id-a'],
      ['Service', 'a'],
      ['To', 'production'],
      ['Promotion-Id', 'id-b_c'],
      ['Service', 'b_c'],
      ['To', 'production'],
    ]);
    expect(body).toContain('## b\\_c\n\nAbout b_c.');
    expect(body).toContain('https://portal.example/delivery?train=train-1');
    expect(body).toContain(
      'https://portal.example/catalog/default/component/a/environments?promote=production&promotion=id-a',
    );
  });
});
