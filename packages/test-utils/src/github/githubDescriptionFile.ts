import { besideTheProject } from '../description/besideTheProject';

/** GitHub's own description of the parts of its REST API that are used; undefined where it does not lie beside the project. */
export const githubDescriptionFile = besideTheProject('github-openapi.json');
