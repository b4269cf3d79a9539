import { combineReleaseFiles } from './combineReleaseFiles';
import { helmValuesReleaseFile } from './helmValuesReleaseFile';
import { kustomizeReleaseFile } from './kustomizeReleaseFile';

/** Every strategy that the portal knows. */
export const allReleaseFiles = combineReleaseFiles([
  kustomizeReleaseFile,
  helmValuesReleaseFile,
]);
