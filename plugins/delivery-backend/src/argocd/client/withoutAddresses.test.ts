import { withoutAddresses } from './withoutAddresses';

describe('withoutAddresses', () => {
  it('keeps what went wrong and leaves out where', () => {
    expect(
      withoutAddresses(
        'failed calling webhook "w":\nPost "https://hook.certs.svc:443/mutate?timeout=10s": dial tcp 10.96.1.2:443: connect: connection refused',
        300,
      ),
    ).toBe(
      'failed calling webhook "w": Post "…": dial tcp …: connect: connection refused',
    );
    expect(
      withoutAddresses(
        'lookup git.internal on 10.43.0.10:53: no such host',
        300,
      ),
    ).toBe('lookup … on …: no such host');
    expect(
      withoutAddresses('cannot clone ssh://git:secret@git.acme/x.git', 300),
    ).toBe('cannot clone …');
  });

  it('leaves images and versions as they are', () => {
    const message = 'Back-off pulling image "ghcr.io/acme/shop:1.2.3.4-broken"';
    expect(withoutAddresses(message, 300)).toBe(message);
  });

  it('is short, and quick with what is long', () => {
    const begin = performance.now();
    expect(withoutAddresses('a.'.repeat(1_000_000), 300)).toHaveLength(300);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});
