import type { Push } from '../sources/push/Push';
import { PushInbox } from './PushInbox';

const push = (before: string, after: string): Push => ({
  repository: { fullName: 'acme/platform' },
  branch: 'main',
  before,
  after,
  isDeleted: false,
});

describe('PushInbox', () => {
  it('gives pushes in the order in which they follow each other', () => {
    const inbox = new PushInbox();
    inbox.add(push('c', 'd'));
    inbox.add(push('a', 'b'));
    inbox.add(push('b', 'c'));
    expect(inbox.takeFrom('a')?.after).toBe('b');
    expect(inbox.takeFrom('b')?.after).toBe('c');
    expect(inbox.takeFrom('c')?.after).toBe('d');
    expect(inbox.isEmpty).toBe(true);
  });

  it('drops those that lead to where one is, and keeps those with a gap', () => {
    const inbox = new PushInbox();
    inbox.add(push('a', 'b'));
    inbox.add(push('a', 'b'));
    expect(inbox.takeFrom('b')).toBeUndefined();
    expect(inbox.isEmpty).toBe(true);
    inbox.add(push('c', 'd'));
    expect(inbox.takeFrom('b')).toBeUndefined();
    expect(inbox.takeFrom(undefined)).toBeUndefined();
    expect(inbox.isEmpty).toBe(false);
  });

  it('awaits the last commit that was announced, for some time and until it is held', () => {
    let now = 0;
    const inbox = new PushInbox(() => now);
    inbox.add(push('a', 'b'));
    inbox.add(push('b', 'c0ffee'));
    inbox.handOver();
    expect(inbox.isEmpty).toBe(true);
    expect(inbox.isAwaiting).toBe(true);
    inbox.hold('b');
    expect(inbox.isAwaiting).toBe(true);
    now = 15_000;
    expect(inbox.isAwaiting).toBe(false);
    now = 0;
    inbox.hold('c0f');
    expect(inbox.isAwaiting).toBe(false);
  });

  it('does not await what was held once', () => {
    const inbox = new PushInbox();
    inbox.hold('b');
    inbox.hold('c');
    inbox.add(push('a', 'b'));
    inbox.handOver();
    expect(inbox.isAwaiting).toBe(false);
  });

  it('awaits nothing when an event names no commit', () => {
    const inbox = new PushInbox();
    inbox.add({ ...push('a', 'b'), after: undefined });
    inbox.handOver();
    expect(inbox.isAwaiting).toBe(false);
  });
});
