// npm run contracts:deny: licences, sources and banned crates of both Cargo workspaces, after contracts/deny.toml. No
// advisories: they change from day to day, and what this says should not.
import { join } from 'node:path';
import { addCargoToPath } from './cargo-path.ts';
import { withCargoTool } from './cargo-tool.ts';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');

addCargoToPath();
const env = await withCargoTool(root, 'deny');
for (const workspace of ['contracts', 'sandbox']) {
	const where = ['--manifest-path', 'Cargo.toml', '--config', join(root, 'contracts/deny.toml')];
	const args = ['deny', '--locked', '--workspace', ...where];
	const checks = ['check', 'bans', 'licenses', 'sources'];
	const { code, output } = await command('cargo', [...args, ...checks], {
		cwd: join(root, workspace),
		env
	});
	console.log(`${workspace}: ${output.trim()}`);
	if (code !== 0) process.exitCode = 1;
}
