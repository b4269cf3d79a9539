import { mailUrl, slackUrl } from './contactUrls';
import { safeContactUrl } from '../../shared/links/safeContactUrl';

describe('contactUrls', () => {
  it('only lets web addresses become links', () => {
    expect(safeContactUrl('https://oncall.example.org/x')).toBe(
      'https://oncall.example.org/x',
    );
    expect(
      safeContactUrl(['javascript', 'alert(1)'].join(':')),
    ).toBeUndefined();
    expect(safeContactUrl('the blue phone')).toBeUndefined();
    expect(safeContactUrl(undefined)).toBeUndefined();
  });

  it('opens a channel in the workspace, or at its own address', () => {
    expect(
      slackUrl('#team a', 'https://acme.slack.com/channels/{channel}'),
    ).toBe('https://acme.slack.com/channels/team%20a');
    expect(slackUrl('https://acme.slack.com/archives/C1')).toBe(
      'https://acme.slack.com/archives/C1',
    );
    expect(slackUrl('#team')).toBeUndefined();
  });

  it('writes to an address and adds nothing to the mail', () => {
    expect(mailUrl('product@example.org')).toBe('mailto:product@example.org');
    expect(mailUrl('a@b.org?bcc=c@d.org')).not.toContain('?');
  });
});
