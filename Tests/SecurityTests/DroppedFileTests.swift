import SystemTestSupport
import Testing

/// Files that are not what they seem.
@Suite(.onAMachineOfItsOwn)
struct DroppedFileTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run("batches | drop dropper batches.csv; night 23; orders | drop other orders.csv")
  }

  private let good = Shell.Ended(
    code: 0,
    output: "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n"
  )

  // MARK: - The folder for claimed files

  @Test func `a lease on a file holds that file and no other`() throws {
    let night = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      attack dropper "
      import signal
      signal.signal(signal.SIGIO, signal.SIG_IGN)
      file = os.open('/srv/allot/inbox/orders-2.csv', os.O_RDWR)
      fcntl.fcntl(file, 1024, fcntl.F_WRLCK)
      ready()"
      night 24
      code=$?
      allocated
      ls $root/inbox
      exit $code
      """#
    )
    #expect(night == .init(code: 0, output: good.output + "acme\norders-2.csv\nresults\n"))
  }

  @Test(arguments: ["~x.csv", "x.txt", "orders-2.csv"], ["1T", "9223372036854775807"])
  func `a sparse file stops no night`(name: String, size: String) throws {
    let night = try machine.run(
      #"""
      as dropper truncate -s "$2" "$root/inbox/$1" || exit 9
      night 24
      echo "exit $?"
      allocated
      """#,
      [name, size]
    )
    let code = name.hasSuffix("2.csv") ? ["exit 0\n", "exit 1\n"] : ["exit 0\n"]
    #expect(code.contains { night.output.hasSuffix($0 + good.output) }, "\(night)")
  }

  @Test func `a file that becomes a closed folder and back stops no night`() throws {
    let night = try machine.run(
      #"""
      attack dropper "
      os.chdir('/srv/allot/inbox')
      os.mkdir('orders-2.csv', 0o700)
      open('orders-3.csv', 'w').write('orderid,sku,qty')
      libc = ctypes.CDLL(None)
      if os.fork():
        ready()
      while True:
        libc.renameat2(-100, b'orders-2.csv', -100, b'orders-3.csv', 2)"
      for day in 24 25 26 27; do
        night $day >/dev/null 2>&1
        echo $?
      done
      kill_all=$(pgrep -u dropper)
      kill $kill_all
      allocated
      """#
    )
    let codes = night.output.split(separator: "\n").prefix(4)
    #expect(codes.allSatisfy { ["0", "1"].contains($0) }, "\(night)")
    #expect(night.output.hasSuffix(good.output))
  }

  /// Like a user who mounts their own file system on their own file.
  @Test func `a mount over a file stops no night, and the file is taken later`()
    throws
  {
    let night = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      printf 'orderid,sku,qty\nO-9,LAMP,1\n' >/run/other
      chmod 644 /run/other
      mount --bind /run/other $root/inbox/orders-2.csv
      night 24
      echo "exit $?"
      umount $root/inbox/orders-2.csv
      night 25
      allocated
      """#
    )
    #expect(night.output == "exit 0\n" + good.output + "O-2,LAMP,1,B1\n", "\(night)")
  }

  @Test(arguments: [
    "mkfifo", "ln -s /etc/shadow", "mkdir -m 700", "truncate -s 1T", "install -m 600 /dev/null",
  ])
  func `an unreadable digest holds its file and stops no night`(make: String) throws {
    let night = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      as dropper $1 $root/inbox/orders-2.csv.sha256
      night 24
      echo "exit $?"
      allocated
      ls $root/inbox
      """#,
      [make]
    )
    let left = "acme\norders-2.csv\norders-2.csv.sha256\nresults\n"
    #expect(night.output == "exit 0\n" + good.output + left, "\(night)")
  }

  @Test func `a failing file of the longest name, night after night, costs nothing`() throws {
    let night = try machine.run(
      #"""
      name=orders-$(printf '%0244d' 7).csv
      for day in 24 25 26 27 28; do
        printf 'orderid,sku\nO-%s,LAMP\n' $day | drop dropper "$name"
        night $day >/dev/null 2>/run/said
        [ $? = 1 ] || { cat /run/said; exit 9; }
      done
      ls $root/failed | grep -vc reason
      """#
    )
    #expect(night == .init(code: 0, output: "5\n"))
  }

  @Test func `a hard link to the database is not opened and not taken`() throws {
    let night = try machine.run(
      #"""
      cd $root
      inode=$(stat -c %i allot.sqlite)
      # Where the system protects hard links a dropper cannot make one: here the user allot does.
      as allot ln allot.sqlite inbox/orders-2.csv
      strace -f -qq -o /run/trace -e trace=open,openat setpriv --reuid allot --regid allot \
        --init-groups allot run --quiet --root . --settle 0 --now 2026-11-24T02:00:00Z 2>/run/said
      echo "exit $?"
      grep 'orders-2.csv' /run/trace | grep -v ENOENT | grep -v 'O_PATH'
      [ "$inode" = "$(stat -c %i allot.sqlite)" ] && [ ! -e archive/2026-11-24/orders-2.csv ] || echo gone
      allocated
      """#
    )
    #expect(["exit 0\n", "exit 1\n"].contains { night.output == $0 + good.output }, "\(night)")
  }

  @Test func `the archive has the bytes that were read, whatever the dropper did`() throws {
    let night = try machine.run(
      #"""
      install -d -o dropper -m 700 /srv/kept
      attack dropper "
      import mmap
      path = '/srv/allot/inbox/orders-2.csv'
      open('/srv/kept/file', 'w').write('orderid,sku,qty\nO-2,LAMP,1\n')
      os.chmod('/srv/kept/file', 0o644)
      os.link('/srv/kept/file', path)
      file = os.open('/srv/kept/file', os.O_RDWR)
      page = mmap.mmap(file, 0)
      os.close(file)
      ready()"
      night 24 --settle 0.2 >/dev/null 2>&1
      as dropper sh -c 'printf "orderid,sku,qty\nO-2,LAMP,9\n" >/srv/kept/file'
      night 25 >/dev/null 2>&1
      as dropper sh -c 'printf "orderid,sku,qty\nO-2,LAMP,8\n" >/srv/kept/file'
      cat $root/archive/*/orders-2.csv
      allocated | tail -n 1
      """#
    )
    #expect(night.output.contains("O-2,LAMP,1\n") == night.output.contains("O-2,LAMP,1,B1\n"))
    #expect(!night.output.contains("LAMP,8"), "\(night)")
  }
}
