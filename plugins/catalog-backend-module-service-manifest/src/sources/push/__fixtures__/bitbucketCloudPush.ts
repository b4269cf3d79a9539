const branch = (name: string, hash: string) => ({
  type: 'branch',
  name,
  target: { type: 'commit', hash, date: '2026-11-21T09:15:32+00:00' },
});

/** As Bitbucket Cloud documents it, without what nobody here reads. */
export const bitbucketCloudPush = {
  actor: { type: 'user', nickname: 'mira' },
  repository: {
    type: 'repository',
    name: 'platform',
    full_name: 'acme/platform',
    workspace: { type: 'workspace', slug: 'acme' },
    links: {
      self: {
        href: 'https://api.bitbucket.org/2.0/repositories/acme/platform',
      },
      html: { href: 'https://bitbucket.org/acme/platform' },
    },
  },
  push: {
    changes: [
      {
        old: branch('main', 'a10867b14bb761a232cd80139fbd4c0d33264240'),
        new: branch('main', '6113728f27ae82c7b1a177c8d03f9e96e0adf246'),
        created: false,
        closed: false,
        forced: false,
        truncated: false,
        commits: [{ hash: '6113728f27ae82c7b1a177c8d03f9e96e0adf246' }],
      },
      {
        old: branch('old', 'a10867b14bb761a232cd80139fbd4c0d33264240'),
        new: null,
        created: false,
        closed: true,
        forced: false,
        truncated: false,
      },
      {
        old: null,
        new: { ...branch('v1', '6113728f27ae82c7'), type: 'tag' },
        created: true,
        closed: false,
        forced: false,
        truncated: false,
      },
    ],
  },
};
