import TestSupport
import Testing

/// Attacks of a hostile user allot on root while root installs a newer version.
@Suite(.onAMachineOfItsOwn)
struct UpgradeTests {
  private let machine: Machine

  init() throws { machine = try Machine() }

  @Test(arguments: ["inbox", "inbox/.processing", "archive", "failed", "rejects", "reports"])
  func `a link in place of a folder is refused, and its target is not changed`(
    folder: String
  ) throws {
    let upgraded = try machine.run(
      #"""
      before=$(stat -c '%a %u %g' /etc)
      as allot sh -c 'mv "$1" "$1.away"; ln -s /etc "$1"' sh "$root/$1"
      $install && exit 9
      code=$?
      [ "$before" = "$(stat -c '%a %u %g' /etc)" ] && [ "$(getfacl -cepE /etc | wc -l)" = 4 ] && exit $code
      """#,
      [folder]
    )
    #expect(upgraded.code == 74)
    #expect(upgraded.output.contains("/srv/allot/\(folder) is a link"), "\(upgraded)")
  }

  @Test(arguments: [
    "allot.lock", "allot.sqlite", "allot.sqlite-shm", "archive/x", "reports/latest",
  ])
  func `no link is followed within the root`(name: String) throws {
    let upgraded = try machine.run(
      #"""
      before=$(stat -c '%a %u %g %Y' /etc/shadow)
      as allot ln -sfn /etc/shadow "$root/$1"
      $install >/dev/null 2>&1
      [ "$before" = "$(stat -c '%a %u %g %Y' /etc/shadow)" ]
      """#,
      [name]
    )
    #expect(upgraded == .init(code: 0, output: ""))
  }

  @Test func `a link that comes and goes during installation changes nothing of root's`() throws {
    let upgraded = try machine.run(
      #"""
      before=$(stat -c '%a %u %g' /etc /etc/shadow)
      attack allot "
      os.chdir('/srv/allot')
      os.symlink('/etc', 'link')
      os.symlink('/etc/shadow', 'other')
      libc = ctypes.CDLL(None)
      if os.fork():
        ready()
      while True:
        for a, b in [(b'inbox', b'link'), (b'archive', b'link'), (b'allot.lock', b'other')]:
          libc.renameat2(-100, a, -100, b, 2)"
      for n in 1 2 3 4 5 6 7 8 9 10 11 12; do $install >/dev/null 2>&1; done
      [ "$before" = "$(stat -c '%a %u %g' /etc /etc/shadow)" ] &&
        [ "$(getfacl -cepE /etc | wc -l)" = 4 ]
      """#
    )
    #expect(upgraded == .init(code: 0, output: ""))
  }

  @Test(arguments: ["inbox/.processing", "inbox/supplier"])
  func `a folder that a dropper created first is refused`(folder: String) throws {
    let upgraded = try machine.run(
      #"""
      as allot rmdir $root/inbox/.processing
      as dropper mkdir -m 777 "$root/$1"
      $install --sender supplier
      """#,
      [folder]
    )
    #expect(upgraded.code == 74)
    #expect(upgraded.output.contains("/srv/allot/\(folder) is not the user allot's"), "\(upgraded)")
  }

  @Test func `the user allot sees nothing of the terminal, environment and files of root`() throws {
    let seen = try machine.run(
      #"""
      printf '#!/bin/sh\nenv >/srv/allot/seen; ls -l /proc/$$/fd >>/srv/allot/seen; (: </dev/tty) 2>&1 |
        sed s/^/tty:/ >>/srv/allot/seen; exec /bin/chmod "$@"\n' >/usr/bin/chmod.new
      chmod 755 /usr/bin/chmod.new
      sed -i 's|/bin/chmod|/usr/bin/chmod.real|' /usr/bin/chmod.new
      cp /usr/bin/chmod /usr/bin/chmod.real
      mv /usr/bin/chmod.new /usr/bin/chmod
      exec 7</etc/shadow
      SECRET=1 $install >/dev/null 2>&1 7<&7
      cat $root/seen
      """#
    )
    #expect(seen.output.contains("PATH="))
    #expect(seen.output.contains("tty:"))
    #expect(!seen.output.contains("SECRET"))
    #expect(!seen.output.contains("/etc/shadow"))
  }

  @Test func `a root that somebody else could move is refused`() throws {
    let refused = try machine.run(
      #"""
      mkdir -m 1777 /srv/open; $install --root /srv/open/allot; echo $?
      install -d -o stranger /srv/his; $install --root /srv/his/allot; echo $?
      ln -s /etc /srv/link; $install --root /srv/link; echo $?
      $install --root /etc; echo $?
      find /srv/open /srv/his -mindepth 1
      """#
    )
    let codes = refused.output.split(separator: "\n").map(String.init).filter { $0.count < 4 }
    #expect(codes == ["64", "64", "64", "64"], "\(refused)")
    #expect(!refused.output.contains("/srv/open/allot\n"))
  }

  @Test func `an installation with one group becomes one with three`() throws {
    let upgraded = try machine.run(
      #"""
      batches | drop dropper batches.csv; orders | drop dropper orders.csv
      printf 'orderid,sku,qty\nO-2,LAMP,x\n' | drop dropper orders-2.csv
      night 23 >/dev/null 2>&1
      rm -rf $root/inbox/results $root/inbox/acme/results
      gpasswd -d dropper allot-drop >/dev/null; gpasswd -d reader allot-read >/dev/null
      groupdel allot-drop; groupdel allot-read
      usermod -aG allot dropper; usermod -aG allot reader
      setfacl -Rb $root
      chgrp -hR allot $root
      find $root -type d -exec chmod g-s {} +
      chmod 0750 $root $root/[afr]*/; chmod 3770 $root/inbox; chmod 660 $root/allot.lock
      chown other $root/archive/2026-11-23/batches.csv
      cp -p $root/archive/2026-11-23/batches.csv /run/batches
      $install --sender acme >/dev/null 2>&1 || exit 9
      cmp /run/batches $root/archive/2026-11-23/batches.csv || exit 8
      cd $root
      find . -mindepth 1 ! -path './reports/2*/*' -printf '%p %u %g %m\n' | sort
      getent group allot allot-drop allot-read | sed 's/:x:[0-9]*//'
      as reader cat archive/2026-11-23/batches.csv rejects/* | wc -l
      as dropper cat rejects/* | wc -l
      """#
    )
    #expect(
      upgraded.output == """
        ./allot.lock allot allot-read 600
        ./allot.sqlite allot allot-read 640
        ./archive allot allot-read 2750
        ./archive/2026-11-23 allot allot-read 2750
        ./archive/2026-11-23/batches.csv allot allot-read 640
        ./archive/2026-11-23/orders-2.csv allot allot-read 640
        ./archive/2026-11-23/orders.csv allot allot-read 640
        ./failed allot allot-read 2750
        ./inbox allot allot-drop 3770
        ./inbox/.processing allot allot-read 2700
        ./inbox/acme allot allot-from-acme 3770
        ./inbox/acme/results allot allot-from-acme 2750
        ./inbox/results allot allot-drop 2750
        ./rejects allot allot-read 2750
        ./rejects/orders-2.20261123T020000Z.csv allot allot-read 640
        ./reports allot allot-read 2750
        ./reports/20261123T020000Z allot allot-read 2750
        ./reports/latest allot allot 777
        allot:
        allot-drop:allot,dropper,reader
        allot-read:allot,dropper,reader
        4
        2

        """
    )
  }
}
