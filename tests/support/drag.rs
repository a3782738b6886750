//! Another program from which files are dragged onto a window, by the protocol that X11 programs speak for that (XDND,
//! version 5): no mouse is needed for it.

use std::path::PathBuf;

use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

const VERSION: u32 = 5;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndAware, XdndSelection, XdndEnter, XdndPosition, XdndStatus, XdndLeave, XdndDrop, XdndFinished,
        XdndActionCopy, TextUriList: b"text/uri-list",
    }
}

/// Files that are held over a window.
pub struct Drag {
    connection: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    /// What is dragged, as the protocol wants it.
    list: String,
}

impl Drag {
    /// Drags files onto a window of a display, until the window has asked which ones.
    pub fn over(display: &str, target: u32, files: &[PathBuf]) -> Self {
        let (connection, screen) = x11rb::connect(Some(display)).unwrap();
        let atoms = Atoms::new(&connection).unwrap().reply().unwrap();
        let root = connection.setup().roots[screen].root;
        let source = connection.generate_id().unwrap();
        let visual = connection.setup().roots[screen].root_visual;
        let options = CreateWindowAux::new();
        connection
            .create_window(
                COPY_DEPTH_FROM_PARENT,
                source,
                root,
                0,
                0,
                1,
                1,
                0,
                WindowClass::INPUT_OUTPUT,
                visual,
                &options,
            )
            .unwrap();
        connection
            .set_selection_owner(source, atoms.XdndSelection, x11rb::CURRENT_TIME)
            .unwrap();
        let files = files
            .iter()
            .map(|file| url::Url::from_file_path(file).unwrap());
        let files: Vec<String> = files.map(String::from).collect();
        let list = files.join("\r\n") + "\r\n";
        let drag = Self {
            connection,
            atoms,
            source,
            target,
            list,
        };
        let aware = drag.knows();
        assert_eq!(aware, Some(VERSION), "the window takes no files");
        drag.tell(atoms.XdndEnter, [VERSION << 24, atoms.TextUriList, 0, 0]);
        drag.move_over();
        let mut wanted = false;
        let mut taken = None;
        while !wanted || taken.is_none() {
            match drag.connection.wait_for_event().unwrap() {
                Event::SelectionRequest(request) => {
                    drag.answer(&request);
                    wanted = true;
                }
                Event::ClientMessage(said) if said.type_ == atoms.XdndStatus => {
                    taken = Some(said.data.as_data32()[1] & 1 == 1);
                }
                _ => {}
            }
        }
        assert_eq!(taken, Some(true), "the window does not want these files");
        drag
    }

    /// Moves over the window.
    pub fn move_over(&self) {
        // Somewhere; the window does not look where.
        let (place, now) = (0x0028_0028, x11rb::CURRENT_TIME);
        let action = self.atoms.XdndActionCopy;
        self.tell(self.atoms.XdndPosition, [0, place, now, action]);
    }

    /// Lets them fall, until the window has said that it has them.
    pub fn drop(self) {
        self.tell(self.atoms.XdndDrop, [0, x11rb::CURRENT_TIME, 0, 0]);
        loop {
            match self.connection.wait_for_event().unwrap() {
                Event::ClientMessage(said) if said.type_ == self.atoms.XdndFinished => return,
                Event::SelectionRequest(request) => self.answer(&request),
                _ => {}
            }
        }
    }

    /// Drags them away from the window.
    pub fn leave(self) {
        self.tell(self.atoms.XdndLeave, [0; 4]);
        self.connection.sync().unwrap();
    }

    /// Which version of the protocol the window speaks.
    fn knows(&self) -> Option<u32> {
        let aware = self.atoms.XdndAware;
        let reply = self
            .connection
            .get_property(false, self.target, aware, AtomEnum::ATOM, 0, 1)
            .unwrap();
        reply.reply().unwrap().value32()?.next()
    }

    fn tell(&self, what: u32, [a, b, c, d]: [u32; 4]) {
        let data = [self.source, a, b, c, d];
        let message = ClientMessageEvent::new(32, self.target, what, data);
        self.connection
            .send_event(false, self.target, EventMask::NO_EVENT, message)
            .unwrap();
        self.connection.flush().unwrap();
    }

    /// Hands over the list.
    fn answer(&self, request: &SelectionRequestEvent) {
        assert_eq!(request.target, self.atoms.TextUriList);
        self.connection
            .change_property8(
                PropMode::REPLACE,
                request.requestor,
                request.property,
                request.target,
                self.list.as_bytes(),
            )
            .unwrap();
        let told = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: request.property,
        };
        self.connection
            .send_event(false, request.requestor, EventMask::NO_EVENT, told)
            .unwrap();
        self.connection.flush().unwrap();
    }
}
