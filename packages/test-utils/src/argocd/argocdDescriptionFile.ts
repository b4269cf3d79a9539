import { besideTheProject } from '../description/besideTheProject';

/** Argo CD's own description of the parts of its API that are used; undefined where it does not lie beside the project. */
export const argocdDescriptionFile = besideTheProject('argocd-openapi.json');
