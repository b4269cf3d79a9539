import { refusePath } from './refusePath';

describe('refusePath', () => {
  it.each([
    'kubernetes/services/shelf/service.yaml',
    'a b/ü/日本/service.yaml',
    'services/..hidden/service.yaml',
    'services/%2e%2e/service.yaml',
  ])('lets %s be', path => {
    expect(refusePath(path)).toBeUndefined();
  });

  it.each([
    ['services/../../service.yaml', 'has empty parts, "." or ".."'],
    ['/service.yaml', 'has empty parts, "." or ".."'],
    ['services//service.yaml', 'has empty parts, "." or ".."'],
    ['services\\shelf\\service.yaml', 'has a backslash'],
    ['services/a\0/service.yaml', 'has characters that cannot be seen'],
    ['services/a\nb/service.yaml', 'has characters that cannot be seen'],
    ['services/\u202Elmay.ecivres/x', 'has characters that cannot be seen'],
    ['services/a\u200Bb/service.yaml', 'has characters that cannot be seen'],
    [`${'a/'.repeat(600)}service.yaml`, 'is longer than 1024 characters'],
  ])('refuses %j', (path, reason) => {
    const sentence = refusePath(path);
    expect(sentence).toContain(reason);
    expect(sentence).toMatch(/^[\x20-\x7e…]{1,220}$/);
  });
});
