import {
  type ServiceFolder,
  type ServiceFolderResult,
  checkServiceFolder,
} from '@stonegarden/gitops-manifests';
import type { SourceFile } from '../sources/types';
import {
  type ParsedManifest,
  type ParseSettings,
  parseManifest,
} from './parseManifest';

/**
 * The files of a service that are to be read; with a folder when that is to be held against the manifest.
 *
 * @internal
 */
export interface ServiceFiles {
  file: SourceFile;
  folder?: ServiceFolder;
}

/**
 * What the files of a service say.
 *
 * @internal
 */
export interface ParsedService {
  parsed: ParsedManifest;
  /** Of a manifest that can be used, when its folder was given. */
  folder?: ServiceFolderResult;
}

/**
 * Reads the files of a service. Looks at nothing else, so that it may run anywhere.
 *
 * @internal
 */
export function parseService(
  { file, folder }: ServiceFiles,
  settings: ParseSettings,
): ParsedService {
  const parsed = parseManifest(file, settings);
  return folder && parsed.kind === 'good'
    ? {
        parsed,
        folder: checkServiceFolder(
          parsed.manifest,
          folder,
          settings.imageRules,
        ),
      }
    : { parsed };
}
