import type { SourceCommit, SourceRelease } from './SourceRepository';

const ADA = { name: 'Ada Reader', email: 'ada@stonegarden.dev' };
const BEN = { name: 'Ben Listener', email: 'ben@stonegarden.dev' };

/** A made-up history of audiobookshelf for the versions that the homelab has, oldest first. */
export const audiobookshelfCommits: readonly SourceCommit[] = [
  {
    message: 'Keep bookmarks of podcasts',
    author: ADA,
    at: '2026-08-03T09:00:00Z',
    tag: 'v2.26.3',
  },
  {
    message: 'Read chapters from EPUB files',
    author: BEN,
    at: '2026-08-18T13:20:00Z',
  },
  {
    message: 'Do not lose the position when a session expires',
    author: ADA,
    at: '2026-08-25T10:05:00Z',
    tag: 'v2.29.0',
  },
  {
    message: 'Search by narrator',
    author: BEN,
    at: '2026-09-07T08:40:00Z',
  },
  {
    message: 'Remember the playback speed of each book',
    author: ADA,
    at: '2026-09-14T15:12:00Z',
  },
  {
    message: 'Scan large libraries in parts',
    author: BEN,
    at: '2026-09-21T11:31:00Z',
    tag: 'v2.30.0',
  },
];

export const audiobookshelfReleases: readonly SourceRelease[] = [
  {
    tag: 'v2.29.0',
    title: 'Audiobookshelf 2.29.0',
    notes: '- Chapters of EPUB files\n- The position survives a session',
  },
  {
    tag: 'v2.30.0',
    title: 'Audiobookshelf 2.30.0',
    notes:
      '## New\n\n- Search by narrator\n- The playback speed is remembered for each book\n\n## Better\n\n- Large libraries are scanned in parts',
  },
];
