import TestSupport
import Testing

/// The possible actions of a user who may only read.
@Suite(.onAMachineOfItsOwn)
struct ReadOnlyUserTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run(
      "batches | drop dropper batches.csv; orders | drop dropper orders.csv; night 23"
    )
  }

  @Test func `a reader can read the reports and returned rows`() throws {
    let read = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,x\n' | drop dropper orders-2.csv
      printf 'orderid,sku\n' | drop dropper orders-3.csv
      night 24 >/dev/null 2>&1
      for user in reader dropper; do
        as $user sh -c 'cd /srv/allot; cat reports/2026*/backorders.csv
          tail -qn 1 rejects/*.csv; ls failed; cat failed/*.reason.txt | wc -l' 2>/dev/null
      done
      """#
    )
    let header = "orderid,sku,qty,ordered,since,file,line,free,largest,why\n"
    let fault = #"O-2,LAMP,x,2,not-a-number,"qty 'x' is not"#
    #expect(read.code == 0)
    #expect(read.output.hasPrefix(header + header + fault))
    let failed = "\norders-3.csv\norders-3.csv.reason.txt\n5\n"
    #expect(read.output.contains(failed + fault))
    #expect(read.output.hasSuffix(failed))
  }

  @Test(arguments: ["reader", "dropper", "stranger", "acme"])
  func `only the run can hold its lock`(user: String) throws {
    let held = try machine.run(#"as "$1" flock /srv/allot/allot.lock true"#, [user])
    #expect(held.code != 0)
    #expect(held.output.contains("ermission denied"))
    try machine.run("printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv")
    let night = try machine.run(
      #"(as "$1" flock /srv/allot/allot.lock sleep 300 2>/dev/null &) ; night 24; allocated"#,
      [user]
    )
    #expect(
      night == .init(code: 0, output: "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\nO-2,LAMP,1,B1\n")
    )
  }

  /// SQLite locks ranges of the files, and a read lock blocks a writer.
  @Test func `a reader cannot stop a run with the files that they can open`() throws {
    let night = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      attack reader "
      held = {}
      def hold(name):
        try:
          file = os.open('/srv/allot/' + name, os.O_RDONLY)
        except OSError:
          return
        if os.fstat(file).st_ino not in held:
          held[os.fstat(file).st_ino] = file
          fcntl.flock(file, fcntl.LOCK_SH)
        try:
          fcntl.lockf(held[os.fstat(file).st_ino], fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
          pass
      if os.fork():
        ready()
      while True:
        for end in ['', '-wal', '-shm']:
          hold('allot.sqlite' + end)
        hold('allot.lock')"
      night 24
      allocated
      """#
    )
    #expect(
      night == .init(code: 0, output: "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\nO-2,LAMP,1,B1\n")
    )
  }

  @Test func `only the owner can use the index of the log, however the run ends`() throws {
    let modes = try machine.run(
      #"""
      cd $root
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      chmod 666 allot.lock
      strace -f -qq -o /dev/null -e trace=flock,renameat2 -e inject=renameat2:signal=KILL:when=2 \
        setpriv --reuid allot --regid allot --init-groups \
        allot run --quiet --root $root --settle 0 --now 2026-11-24T02:00:00Z
      stat -c '%n %a' allot.sqlite-shm allot.sqlite allot.lock
      chmod 644 allot.sqlite-shm
      strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when=3 \
        setpriv --reuid allot --regid allot --init-groups \
        allot run --quiet --root $root --settle 0 --now 2026-11-25T02:00:00Z
      stat -c '%n %a' allot.sqlite-shm
      """#
    )
    #expect(
      modes.output.split(separator: "\n").filter { $0.hasPrefix("allot.") } == [
        "allot.sqlite-shm 600", "allot.sqlite 640", "allot.lock 600", "allot.sqlite-shm 600",
      ],
      "\(modes)"
    )
  }

  @Test func `a reader cannot change anything`() throws {
    let tried = try machine.run(
      #"""
      state() { find $root -printf '%p %U %G %m %s\n' | sort; }
      before=$(state)
      as reader sh -c '
        cd /srv/allot
        touch new inbox/new archive/new reports/new rejects/new failed/new
        rm -rf archive/* reports/* rejects/* allot.*
        mv reports other; ln -sfn /tmp reports/latest
        echo >>allot.sqlite; chmod 777 . allot.sqlite archive' >/dev/null 2>&1
      [ "$before" = "$(state)" ]
      """#
    )
    #expect(tried == .init(code: 0, output: ""))
  }

  @Test(arguments: ["dropper", "stranger", "acme"])
  func `a user who is not a reader cannot read the data of others`(user: String) throws {
    let tried = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-9,LAMP,2\n' | drop acme acme/orders-acme.csv
      as "$1" sh -c 'cd /srv/allot 2>/dev/null || exit 0
        cat archive/2026-11-23/orders.csv reports/latest/allocations.csv allot.sqlite allot.lock \
          inbox/.processing/* 2>/dev/null
        ls archive reports inbox/.processing 2>/dev/null
        if [ "$1" != acme ]; then cat inbox/acme/* inbox/acme/orders-acme.csv 2>/dev/null; fi
        exit 0' sh "$1"
      """#,
      [user]
    )
    #expect(tried == .init(code: 0, output: ""))
  }
}
