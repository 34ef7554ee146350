import { command } from './command.ts';

/**
 * Installs packages with apt-get if this is Debian (or a child of it) and we are root or may become it without a
 * password. Anything else is left to the caller, who checks for what it needs and says what is missing.
 */
export async function installDebian(packages: readonly string[]): Promise<boolean> {
	if ((await command('apt-get', ['--version'])).code !== 0) return false;
	const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	const isRoot = process.getuid?.() === 0;
	const aptGet = (...args: string[]) =>
		isRoot
			? command('env', [...environment.slice(1), ...args], { echo: true })
			: command('sudo', ['-n', ...environment, ...args], { echo: true });
	const install = () => aptGet('install', '-y', '--no-install-recommends', ...packages);
	if ((await install()).code === 0) return true;
	await aptGet('update'); // the lists of a fresh image are empty
	return (await install()).code === 0;
}
