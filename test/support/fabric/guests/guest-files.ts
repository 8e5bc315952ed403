import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { guestLogin } from "../../../../components/virtual-machines/cloud-init.ts";
import { succeed } from "../commands.ts";

const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Writes what lies over this machine's own files in a guest, so that it looks like a Fedora with one user.
 * @param folder private; the files themselves are read by everybody in the guest
 * @param hosts addresses by name
 */
export async function writeGuestFiles(
  folder: string,
  name: string,
  hosts: Readonly<Record<string, string>>,
): Promise<void> {
  const { user, password } = guestLogin;
  await mkdir(join(folder, "etc", "pam.d"), { recursive: true, mode: 0o700 });
  const files: Record<string, string[]> = {
    "etc/passwd": ["root:x:0:0:root:/root:/bin/bash", `${user}:x:1000:1000::/home/fedora:/bin/bash`],
    "etc/group": ["root:x:0:", "tty:x:5:", `${user}:x:1000:`],
    // Nobody to ask: a name that is not in hosts is not resolved, at once.
    "etc/resolv.conf": [],
    "etc/hostname": [name],
    "etc/issue": ["", "Fedora Linux 40 (Cloud Edition)", "Kernel \\r on \\m (\\l)", ""],
    "etc/profile": [`export PATH=${path}`],
    "etc/pam.d/login": ["auth", "account", "session"].map((part) => `${part} required pam_unix.so nodelay`),
    // Fedora's prompt, with the window's title before it.
    bash_profile: ["PS1='\\[\\e]0;\\u@\\h:\\w\\a\\][\\u@\\h \\W]\\$ '"],
  };
  for (const [file, lines] of Object.entries(files)) {
    await writeFile(join(folder, file), lines.map((line) => `${line}\n`).join(""));
    // Whatever this process's own mask is.
    await chmod(join(folder, file), 0o644);
  }
  await setHosts(folder, hosts);
  await setPassword(folder, password);
}

/** Changes the names that it knows. Like all that is changed here, the file stays the one that the guest has. */
export async function setHosts(folder: string, hosts: Readonly<Record<string, string>>): Promise<void> {
  const lines = ["127.0.0.1 localhost", ...Object.entries(hosts).map(([host, address]) => `${address} ${host}`)];
  await writeFile(join(folder, "etc", "hosts"), `${lines.join("\n")}\n`);
  await chmod(join(folder, "etc", "hosts"), 0o644);
}

/** Changes the user's password. */
export async function setPassword(folder: string, password: string): Promise<void> {
  const hash = (await succeed("openssl", ["passwd", "-6", "-stdin"], password)).trim();
  const lines = ["root:*:19000:0:99999:7:::", `${guestLogin.user}:${hash}:19000:0:99999:7:::`];
  await writeFile(join(folder, "etc", "shadow"), `${lines.join("\n")}\n`, { mode: 0o600 });
}
