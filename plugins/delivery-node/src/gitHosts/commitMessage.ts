import type { ProposedCommit } from './PullRequests';

/** Title and trailers of a change, each on a line of its own whatever their values hold. */
export function commitMessage({
  title,
  trailers = {},
}: Pick<ProposedCommit, 'title' | 'trailers'>): string {
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  const lines = Object.entries(trailers).map(
    ([key, value]) => `${key}: ${oneLine(value)}`,
  );
  return [oneLine(title), ...(lines.length > 0 ? ['', ...lines] : [])].join(
    '\n',
  );
}
