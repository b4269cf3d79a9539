import { safeContactUrl, slackUrl } from './contactUrls';

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

  it('opens a channel by name, or by its own address', () => {
    expect(slackUrl('#team a')).toBe(
      'https://slack.com/app_redirect?channel=team%20a',
    );
    expect(slackUrl('https://acme.slack.com/archives/C1')).toBe(
      'https://acme.slack.com/archives/C1',
    );
  });
});
