import { isPlainText, writeScalar } from './kustomizationScalar';

describe('isPlainText', () => {
  it.each(['1.2.3', 'v1', '2.30.0-alpine', 'main-3f2a1c9', 'latest'])(
    '%s needs no quotes',
    value => expect(isPlainText(value)).toBe(true),
  );

  it.each([
    '1.10',
    '1e3',
    'e3',
    '0o17',
    '0x1F',
    '0X1F',
    '0o7_1',
    '1_000',
    'on',
    'N',
    '~',
    '',
    '.inf',
  ])('%j needs quotes', value => expect(isPlainText(value)).toBe(false));
});

describe('writeScalar', () => {
  it('keeps quotes and adds them where needed', () => {
    expect(writeScalar('v1', "'")).toBe("'v1'");
    expect(writeScalar('v1', '')).toBe('v1');
    expect(writeScalar('1.0', '')).toBe('"1.0"');
  });
});
