/**
 * What runs in the thread that reads the files of many services; see ParsingThread.
 *
 * @packageDocumentation
 */
import { worker } from 'workerpool';
import type { ParseSettings } from './parsing/parseManifest';
import { parseService, type ServiceFiles } from './parsing/parseService';

worker({
  /** One JSON text for each service: text is cheap to hand over. */
  parse: (services: ServiceFiles[], settings: ParseSettings): string[] =>
    services.map(service => JSON.stringify(parseService(service, settings))),
});
