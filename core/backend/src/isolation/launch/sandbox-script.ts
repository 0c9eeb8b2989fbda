/**
 * Runs a command in a root folder that holds nothing but what it is shown: `sh -c SCRIPT sh <empty folder> <own folder>
 * <uid or -> <path>... -- <command>...`, inside fresh mount and process namespaces. System files, the platform's code and
 * the plugin are shown read-only; its own folder can be written, and so can a small `/tmp` of its own.
 *
 * Only what every Linux has: `sh`, and `mount`, `umount`, `pivot_root`, `prlimit` and `setpriv` of util-linux.
 */
export const SANDBOX_SCRIPT = `
set -e
root=$1 own=$2 uid=$3
shift 3
umask 022
mount -t tmpfs -o mode=0755,size=16m tmpfs "$root"
mkdir "$root/tmp" "$root/proc" "$root/dev" "$root/.old"
mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/tmp"
show() {
  if [ -L "$1" ]; then
    mkdir -p "$root\${1%/*}"
    ln -s "$(readlink "$1")" "$root$1"
    return
  fi
  if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root\${1%/*}"; : > "$root$1"; fi
  mount --bind "$1" "$root$1" 2> /dev/null || mount --rbind "$1" "$root$1"
}
freeze() {
  if [ -L "$1" ]; then return; fi
  for flags in ro ro,nosuid,nodev ro,nosuid,nodev,noexec; do
    if mount -o "remount,bind,$flags" "$root$1" 2> /dev/null; then return; fi
  done
  echo "$1 cannot be shown read-only" >&2
  exit 1
}
while [ "$1" != -- ]; do
  if [ -e "$1" ]; then show "$1"; freeze "$1"; fi
  shift
done
shift
for device in null zero full random urandom; do show "/dev/$device"; done
show "$own"
mount -t proc proc "$root/proc"
cd "$root"
pivot_root . .old
umount -l /.old
rmdir /.old
mount -o remount,bind,ro /
cd "$own"
echo 1000 > /proc/self/oom_score_adj || true
ulimit -n 4096
as=
if [ "$uid" != - ]; then
  as="--reuid $uid --regid $uid --clear-groups"
  prlimit --pid $$ --nproc=512
fi
exec setpriv $as --inh-caps=-all --bounding-set=-all --no-new-privs --pdeathsig KILL env -i "$@"
`;
