import { readFileSync } from 'node:fs';
import { ApiDescription } from '../description/ApiDescription';

/** Compares exchanges with an OpenAPI 3.0 description of GitHub's REST API. */
export class GithubDescription extends ApiDescription {
  constructor(file: string) {
    super(JSON.parse(readFileSync(file, 'utf8')), {
      formats: { 'repo.nwo': /^[\w.-]+\/[\w.-]+$/ },
      // Octokit asks for `application/vnd.github.v3.object`, which is described without the version.
      mediaTypeOf: accept => accept.replace('github.v3.', 'github.'),
    });
  }
}
