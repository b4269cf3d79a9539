export {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from './startSandbox';
export type { IdentityOptions } from './identity/startIdentity';
export type { IdentityClient } from './identity/createIdentityProvider';
