//! Files in and out: one the person chose is read, one that was made is saved; spreadsheets by the module beside the screens.
//!
//! **Invariant:** the module is fetched when it is first needed and taken anew after a file ended it; the screens go on.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, set_timeout};
use linli_contract::Failure;
use linli_contract::tables::{Format, NewTable, TableError, Workbook};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Larger files are not even taken into memory.
const LARGEST: f64 = 33_554_432.0;

/// Why a file was not read or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFault {
    /// The module that reads and writes spreadsheets could not be fetched.
    NoTables,
    /// The file is not what it should be.
    Unreadable(TableError),
}

/// Where a saved file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Among the browser's downloads.
    Downloaded,
    /// At this path.
    At(String),
}

/// Reads a chosen file as tables.
///
/// # Errors
/// The [`FileFault`].
pub(crate) async fn read(file: File) -> Result<Workbook, FileFault> {
    if file.size() > LARGEST {
        return Err(FileFault::Unreadable(TableError::TooLarge));
    }
    let tables = load().await?;
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| FileFault::Unreadable(TableError::Damaged))?;
    pause().await;
    let read = call(&tables, "read_tables", &[Uint8Array::new(&bytes).into()]);
    match read.and_then(|read| read.as_string()).and_then(|read| serde_json::from_str(&read).ok()) {
        Some(read) => Result::<Workbook, TableError>::map_err(read, FileFault::Unreadable),
        None => {
            // The file ended the module; the next one gets a new one.
            drop_module();
            Err(FileFault::Unreadable(TableError::Damaged))
        }
    }
}

/// Writes tables as the bytes of a file.
///
/// # Errors
/// The [`FileFault`].
pub(crate) async fn write(made: &[NewTable], format: Format) -> Result<Vec<u8>, FileFault> {
    let tables = load().await?;
    pause().await;
    let failed = FileFault::Unreadable(TableError::TooLarge);
    let text = serde_json::to_string(made).map_err(|_| failed)?;
    let is_csv = JsValue::from_bool(format == Format::Csv);
    let Some(written) = call(&tables, "write_tables", &[text.into(), is_csv]) else {
        drop_module();
        return Err(failed);
    };
    let bytes = Uint8Array::new(&written).to_vec();
    if bytes.is_empty() { Err(failed) } else { Ok(bytes) }
}

/// A package of files, taken in while they come.
pub(crate) struct Packing(JsValue);

impl Packing {
    /// An empty package.
    ///
    /// # Errors
    /// The [`FileFault`].
    pub(crate) async fn new() -> Result<Self, FileFault> {
        let tables = load().await?;
        let class = Reflect::get(&tables, &"Packing".into()).ok().and_then(|class| class.dyn_into::<Function>().ok());
        let class = class.ok_or(FileFault::NoTables)?;
        Reflect::construct(&class, &Array::new()).map(Self).map_err(|_| FileFault::NoTables)
    }

    /// Takes a file in.
    ///
    /// # Errors
    /// The [`FileFault`].
    pub(crate) fn add(&self, name: &str, bytes: &[u8]) -> Result<(), FileFault> {
        let taken = call(&self.0, "add", &[name.into(), Uint8Array::from(bytes).into()]);
        taken.filter(JsValue::is_truthy).map(drop).ok_or(FileFault::Unreadable(TableError::TooLarge))
    }

    /// The package.
    ///
    /// # Errors
    /// The [`FileFault`].
    pub(crate) fn finish(self) -> Result<Vec<u8>, FileFault> {
        let made = call(&self.0, "finish", &[]).map(|bytes| Uint8Array::new(&bytes).to_vec());
        made.filter(|bytes| !bytes.is_empty()).ok_or(FileFault::Unreadable(TableError::TooLarge))
    }
}

/// Saves a file: a browser downloads it, the window writes it among the downloads.
///
/// # Errors
/// The [`Failure`].
pub(crate) async fn save(name: &str, kind: &str, bytes: &[u8]) -> Result<Saved, Failure> {
    let Ok(tauri) = Reflect::get(&js_sys::global(), &"__TAURI__".into()) else { return Err(Failure::Defect) };
    if tauri.is_undefined() {
        return download(name, kind, bytes).map(|()| Saved::Downloaded).ok_or(Failure::StoreFailed);
    }
    let headers = Object::new();
    let named: JsValue = js_sys::encode_uri_component(name).into();
    drop(Reflect::set(&headers, &"linli-name".into(), &named));
    let options = Object::new();
    drop(Reflect::set(&options, &"headers".into(), &headers));
    let core = Reflect::get(&tauri, &"core".into()).map_err(|_| Failure::Defect)?;
    let promise = call(&core, "invoke", &["save_file".into(), Uint8Array::from(bytes).into(), options.into()]);
    let promise: Promise = promise.and_then(|promise| promise.dyn_into().ok()).ok_or(Failure::Defect)?;
    match JsFuture::from(promise).await {
        Ok(path) => Ok(Saved::At(path.as_string().unwrap_or_default())),
        Err(failure) => {
            let text = js_sys::JSON::stringify(&failure).ok().and_then(|text| text.as_string()).unwrap_or_default();
            Err(serde_json::from_str(&text).unwrap_or(Failure::Defect))
        }
    }
}

/// Lets the screen be drawn and taps be heard before going on.
pub(crate) async fn pause() {
    let passed = Promise::new(&mut |resolve, _| {
        set_timeout(move || drop(resolve.call0(&JsValue::UNDEFINED)), core::time::Duration::ZERO);
    });
    drop(JsFuture::from(passed).await);
}

fn download(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser takes the bytes when it starts the download, which some do a moment later.
    set_timeout(move || drop(Url::revoke_object_url(&address)), core::time::Duration::from_secs(60));
    Some(())
}

async fn load() -> Result<JsValue, FileFault> {
    let place = Reflect::get(&js_sys::global(), &"linliTables".into()).map_err(|_| FileFault::NoTables)?;
    let promise = call(&place, "load", &[]).and_then(|promise| promise.dyn_into::<Promise>().ok());
    JsFuture::from(promise.ok_or(FileFault::NoTables)?).await.map_err(|_| FileFault::NoTables)
}

fn drop_module() {
    if let Ok(place) = Reflect::get(&js_sys::global(), &"linliTables".into()) {
        drop(call(&place, "drop", &[]));
    }
}

fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(of, &arguments.iter().collect::<Array>()).ok()
}
