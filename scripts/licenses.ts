// npm run licenses [-- --rust]: may everything that ships be passed on under Apache-2.0? Without --rust the npm packages
// of the page and the scripts, with it the crates of the committed wasm.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCargoToPath } from './cargo-path.ts';
import { allowed } from './licenses/allowed.ts';
import { cargoPackages } from './licenses/cargo.ts';
import { npmPackages } from './licenses/npm.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { rust: { type: 'boolean', default: false } } });

addCargoToPath();
const packages = values.rust ? await cargoPackages(root) : npmPackages(root);
const refused = packages.filter(({ license }) => !allowed(license));
for (const { name, license } of refused)
	console.error(
		`${name}: ${license === '' ? 'no licence' : license} is not on the list of scripts/licenses`
	);
if (packages.length === 0) console.error('no package found: the check itself is broken');
if (refused.length > 0 || packages.length === 0) process.exitCode = 1;
else console.log(`licences: ${packages.length} packages, all may ship`);
