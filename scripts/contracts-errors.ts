// npm run contracts:errors: writes the error tables of the committed contracts for TypeScript. Pure Node; a unit test
// fails as long as the file is not what the wasm says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS_MODULE, errorsModule } from './contract-spec/errors-module.ts';
import { readSpecs } from './contract-spec/spec.ts';

const root = join(import.meta.dirname, '..');
const specs = readSpecs(root);
writeFileSync(join(root, ERRORS_MODULE), errorsModule(specs));
for (const { contract, errors } of specs) console.log(`${contract}: ${errors.length} errors`);
