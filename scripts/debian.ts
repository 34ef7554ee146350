import { command } from './command.ts';

/**
 * Installs packages with apt-get if this is Debian (or a child of it) and we are root or may become it without a
 * password. Anything else is left to the caller, who checks for what it needs and says what is missing.
 */
export async function installDebian(packages: readonly string[]): Promise<boolean> {
	if ((await command('apt-get', ['--version'])).code !== 0) return false;
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const aptGet = (...args: string[]) => {
		const [program = 'env', ...rest] = [
			...asRoot,
			'env',
			'DEBIAN_FRONTEND=noninteractive',
			'apt-get'
		];
		return command(program, [...rest, ...args], { echo: true });
	};
	const install = () => aptGet('install', '-y', '--no-install-recommends', ...packages);
	if ((await install()).code === 0) return true;
	await aptGet('update'); // the lists of a fresh image are empty
	return (await install()).code === 0;
}
