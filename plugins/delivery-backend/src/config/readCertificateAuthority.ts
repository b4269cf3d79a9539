import { readFileSync } from 'node:fs';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const PEM = '-----BEGIN CERTIFICATE-----';

/**
 * The certificate authorities that a server's certificate is checked against, in PEM: of the file that `caFile` names, or as
 * `ca` holds them. Undefined: the usual ones. `where` is the key of `config` in app-config, which errors name.
 */
export function readCertificateAuthority(
  config: Config,
  where: string,
): string | undefined {
  const file = config.getOptionalString('caFile');
  const inline = config.getOptionalString('ca');
  if (file !== undefined && inline !== undefined) {
    throw new InputError(
      `${where} in app-config must have either caFile or ca`,
    );
  }
  if (inline !== undefined && !inline.includes(PEM)) {
    throw new InputError(
      `${where}.ca in app-config holds no certificate in PEM`,
    );
  }
  if (file === undefined) {
    return inline;
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new InputError(
      `${where}.caFile in app-config names a file that cannot be read`,
    );
  }
  if (!text.includes(PEM)) {
    throw new InputError(
      `${where}.caFile in app-config names a file without a certificate in PEM`,
    );
  }
  return text;
}
