import fc from 'fast-check';
import { QueryTemplate } from './QueryTemplate';

const shop = {
  service: 'shop',
  environment: 'production',
  namespace: 'shop-eu.1',
  cluster: 'homelab',
};

describe('QueryTemplate', () => {
  it('fills its gaps', () => {
    expect(
      new QueryTemplate(
        `sum(rate(http_requests_total{service="{{service}}",namespace=~'^{{ namespace:regex }}$',code="{{environment}}"}[{{window}}]))`,
      ).fill(shop, 3600),
    ).toBe(
      `sum(rate(http_requests_total{service="shop",namespace=~'^shop-eu\\u005c.1$',code="production"}[3600s]))`,
    );
  });

  it.each([
    ['up{a="{{service}}"}', 'must contain {{window}}'],
    ['rate(up[{{window}}])', 'must contain {{service}} or {{namespace}}'],
    ['{{service}}[{{window}}]', 'must stand inside a string'],
    ['up{a=`{{service}}`}[{{window}}]', 'single or double quotes'],
    ['up{a="{{service}} {{window}}"}', 'must not stand inside a string'],
    ['up{a="{{team}}"}[{{window}}]', '{{team}} is not known'],
    ['up{a="{{service:upper}}"}[{{window}}]', 'is not known'],
    ['up{a="{{service}}}[{{window}}]', 'must not stand inside a string'],
    ['up{a="{{service}}"}[{{window}}] # "', 'must not contain comments'],
    ['up{a="{{service}}"}[{{window}}] "', 'does not end'],
  ])('refuses %s', (text, message) => {
    expect(() => new QueryTemplate(text)).toThrow(message);
  });

  it('takes a query whose durations are written out', () => {
    const text = 'sum(rate(errors{service="{{service}}"}[5m]))';
    expect(new QueryTemplate(text, { window: false }).fill(shop)).toBe(
      'sum(rate(errors{service="shop"}[5m]))',
    );
    expect(
      () =>
        new QueryTemplate('rate(errors{a="{{service}}"}[{{window}}])', {
          window: false,
        }),
    ).toThrow('must not contain {{window}}');
  });

  it('knows escaped quotes, and those of the other kind', () => {
    expect(
      new QueryTemplate(
        String.raw`a{b="\"'{{service}}",c='"{{service}}\'',d=~"x.*"}[{{window}}]`,
      ).fill(shop, 60),
    ).toBe(String.raw`a{b="\"'shop",c='"shop\'',d=~"x.*"}[60s]`);
  });

  it('keeps every value inside its string', () => {
    const template = new QueryTemplate(
      `up{a="{{service}}",b=~'{{service:regex}}'}[{{window}}]`,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), service => {
        const [, plain, pattern] =
          /^up\{a="([^"'`\n]*)",b=~'([^"'`\n]*)'\}\[60s\]$/.exec(
            template.fill({ ...shop, service }, 60),
          )!;
        const read = (text: string) =>
          text.replace(/\\(?:u(.{4})|U(.{8}))/g, (_, short, long) =>
            String.fromCodePoint(parseInt(short ?? long, 16)),
          );
        expect(read(plain)).toBe(service.toWellFormed());
        // JavaScript reads the same escapes as RE2 does.
        expect(new RegExp(`^(?:${read(pattern)})$`).test(service)).toBe(
          service.isWellFormed(),
        );
      }),
    );
  });
});
