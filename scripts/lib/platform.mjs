import { Failure } from './Failure.mjs';

/**
 * Process groups, symbolic links and shell scripts are used throughout.
 * @param {string} [platform]
 */
export function assertPlatform(platform = process.platform) {
  if (platform === 'win32') {
    throw new Failure('Windows itself is not supported.', {
      advice:
        'It runs in the Windows Subsystem for Linux: `wsl --install`, then clone and start it there.',
    });
  }
}
