/** As Gitea documents it, without what nobody here reads. */
export const giteaPush = {
  ref: 'refs/heads/main',
  before: 'a10867b14bb761a232cd80139fbd4c0d33264240',
  after: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
  compare_url:
    'http://gitea.example.com:3000/acme/platform/compare/a10867b1...6113728f',
  commits: [
    {
      id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      message: 'A service\n',
      url: 'http://gitea.example.com:3000/acme/platform/commit/6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      verification: null,
      timestamp: '2026-11-21T10:15:32+01:00',
      added: ['k8s/a/service.yaml'],
      removed: [],
      modified: [],
    },
  ],
  total_commits: 1,
  head_commit: { id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246' },
  repository: {
    id: 140,
    name: 'platform',
    full_name: 'acme/platform',
    html_url: 'http://gitea.example.com:3000/acme/platform',
    clone_url: 'http://gitea.example.com:3000/acme/platform.git',
    default_branch: 'main',
  },
  pusher: { id: 1, login: 'mira' },
  sender: { id: 1, login: 'mira' },
};
