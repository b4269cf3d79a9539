/** As Bitbucket Data Center documents it, without what nobody here reads. */
export const bitbucketServerPush = {
  eventKey: 'repo:refs_changed',
  date: '2026-11-21T10:15:32+0100',
  actor: { name: 'mira', id: 1, active: true, slug: 'mira', type: 'NORMAL' },
  repository: {
    slug: 'platform',
    id: 84,
    name: 'platform',
    scmId: 'git',
    state: 'AVAILABLE',
    project: { key: 'ACME', id: 84, name: 'Acme', type: 'NORMAL' },
    public: false,
  },
  changes: [
    {
      ref: { id: 'refs/heads/main', displayId: 'main', type: 'BRANCH' },
      refId: 'refs/heads/main',
      fromHash: 'a10867b14bb761a232cd80139fbd4c0d33264240',
      toHash: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      type: 'UPDATE',
    },
    {
      ref: { id: 'refs/tags/v1', displayId: 'v1', type: 'TAG' },
      refId: 'refs/tags/v1',
      fromHash: '0000000000000000000000000000000000000000',
      toHash: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      type: 'ADD',
    },
  ],
};
