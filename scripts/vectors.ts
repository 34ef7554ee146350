// npm run contracts:vectors: writes tests/vectors from Rust, the files that both languages test against. That the committed ones
// are what Rust writes is a test of contracts/tests.
import { join } from 'node:path';
import { addCargoToPath } from './cargo-path.ts';
import { must } from './command.ts';

const root = join(import.meta.dirname, '..');

addCargoToPath();
const args = ['run', '--locked', '--quiet', '--package', 'nectar-tests', '--bin', 'vectors'];
await must('cargo', [...args, '--', join(root, 'tests/vectors')], {
	cwd: join(root, 'contracts'),
	echo: true
});
