//! Photos and files: taken in, turned upright, shrunk and freed of what the camera wrote; shown when they have come.
//!
//! **Invariant:** a file is judged by its size and first bytes before anything decodes it, one that somebody sent too.
//! **Invariant:** an address made for a picture is given back when the picture leaves the screen.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use linli_contract::Failure;
use linli_contract::photos::{AttachedView, Bytes, KeepPhoto, PhotoFault, PhotoView, ReadPhoto};
use linli_shared::blobs::{BlobId, BlobType, PHOTO_SIDE, THUMB_SIDE};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, Url};

use super::files::pause;
use crate::bridge;
use crate::model::photos::{
    HEADS, LARGEST_PHOTO, MOST_POINTS, PhotoWrong, QUALITY, Taken, check_points, file_name, fit, judge, may_show,
};

/// Why a photo or file is not attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PictureFault {
    /// It cannot be used.
    Wrong(PhotoWrong),
    /// It could not be kept.
    Failed(Failure),
}

/// An address of this page for bytes; given back with its end.
#[derive(Debug)]
pub(crate) struct Address(String);

impl Address {
    /// An address for bytes; none where the browser gives none.
    pub(crate) fn of(bytes: &[u8], kind: BlobType) -> Option<Self> {
        let bag = BlobPropertyBag::new();
        bag.set_type(media_type(kind));
        let parts = Array::of1(&Uint8Array::from(bytes).into());
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        drop(Url::revoke_object_url(&self.0));
    }
}

/// What became of a photo that was asked for.
#[derive(Debug)]
pub(crate) enum Fetched {
    /// Here it is.
    Here(BlobType, Vec<u8>),
    /// On its way: bytes that came, bytes of the whole.
    Coming(u32, u32),
    /// It cannot be had now.
    Missing(PhotoFault),
}

/// The type of bytes, as browsers say it.
pub(crate) const fn media_type(kind: BlobType) -> &'static str {
    match kind {
        BlobType::Jpeg => "image/jpeg",
        BlobType::Png => "image/png",
        BlobType::Pdf => "application/pdf",
        BlobType::WebP => "image/webp",
    }
}

/// Asks for a photo, thumbnail or file.
///
/// # Errors
/// The [`Failure`].
pub(crate) async fn fetch(id: BlobId) -> Result<Fetched, Failure> {
    Ok(match bridge::ask(ReadPhoto { id }).await? {
        PhotoView::Here { kind, bytes } => match STANDARD.decode(bytes.0) {
            Ok(bytes) if may_show(kind, &bytes) => Fetched::Here(kind, bytes),
            Ok(_) | Err(_) => Fetched::Missing(PhotoFault::Broken),
        },
        PhotoView::Coming { held, size } => Fetched::Coming(held, size),
        PhotoView::Missing(fault) => Fetched::Missing(fault),
    })
}

/// Takes a chosen photo or file in: a photo is drawn anew, upright and small, so that nothing remains of what the camera
/// wrote into it; a file stays as it is.
///
/// # Errors
/// The [`PictureFault`].
pub(crate) async fn keep(file: &File) -> Result<AttachedView, PictureFault> {
    let request = match look(file).await.map_err(PictureFault::Wrong)? {
        Taken::File(kind) => {
            let bytes = bytes_of(file).await.ok_or(PictureFault::Wrong(PhotoWrong::Damaged))?;
            KeepPhoto { kind, bytes: text_of(&bytes), thumb: None, width: 0, height: 0, name: file_name(&file.name()) }
        }
        Taken::Photo => redraw(file).await.map_err(PictureFault::Wrong)?,
    };
    pause().await;
    bridge::ask(request).await.map_err(PictureFault::Failed)
}

/// Judges a file by what it weighs and how it begins; a large one is not read.
async fn look(file: &File) -> Result<Taken, PhotoWrong> {
    let size = file.size();
    if size > LARGEST_PHOTO {
        return Err(PhotoWrong::PhotoTooLarge);
    }
    for end in HEADS {
        let part = file.slice_with_f64_and_f64(0.0, end.min(size)).map_err(|_| PhotoWrong::Damaged)?;
        let head = bytes_of(&part).await.ok_or(PhotoWrong::Damaged)?;
        if let Some(taken) = judge(size, &head)? {
            return Ok(taken);
        }
    }
    Err(PhotoWrong::Damaged)
}

async fn redraw(file: &File) -> Result<KeepPhoto, PhotoWrong> {
    let picture = Picture::open(file).await.ok_or(PhotoWrong::Damaged)?;
    let (width, height) = picture.size();
    check_points(width, height, MOST_POINTS)?;
    let full = Sheet::draw(&picture, fit(width, height, PHOTO_SIDE)).ok_or(PhotoWrong::Damaged)?;
    drop(picture);
    pause().await;
    let thumb = full.smaller(THUMB_SIDE).ok_or(PhotoWrong::Damaged)?;
    let bytes = full.jpeg().await.ok_or(PhotoWrong::Damaged)?;
    let small = thumb.jpeg().await.ok_or(PhotoWrong::Damaged)?;
    let (width, height) = full.size;
    let kind = BlobType::Jpeg;
    Ok(KeepPhoto { kind, bytes: text_of(&bytes), thumb: Some(text_of(&small)), width, height, name: String::new() })
}

/// A decoded photo, upright.
enum Picture {
    /// As a bitmap, which is not shown and freed at once.
    Bitmap(web_sys::ImageBitmap),
    /// As an element with its address, where bitmaps are not to be had.
    Element {
        image: HtmlImageElement,
        /// Given back once the picture is drawn.
        _address: Address,
    },
}

impl Picture {
    async fn open(file: &File) -> Option<Self> {
        match bitmap(file).await {
            Some(bitmap) => Some(Self::Bitmap(bitmap)),
            None => element(file).await,
        }
    }

    fn size(&self) -> (u32, u32) {
        match self {
            Self::Bitmap(bitmap) => (bitmap.width(), bitmap.height()),
            Self::Element { image, .. } => (image.natural_width(), image.natural_height()),
        }
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        match self {
            Self::Bitmap(bitmap) => bitmap.close(),
            Self::Element { image, .. } => image.set_src(""),
        }
    }
}

/// Decodes by the browser's own thread, turned as the camera said.
async fn bitmap(file: &File) -> Option<web_sys::ImageBitmap> {
    let window = window();
    let decode: Function = Reflect::get(&window, &"createImageBitmap".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"imageOrientation".into(), &"from-image".into()).ok()?;
    let promise: Promise = decode.call2(&window, file, &options).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Decodes as an element of a page, which browsers turn upright too.
async fn element(file: &File) -> Option<Picture> {
    let address = Address(Url::create_object_url_with_blob(file).ok()?);
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address.as_str());
    JsFuture::from(image.decode()).await.ok()?;
    Some(Picture::Element { image, _address: address })
}

/// What pictures are drawn on; its points are freed with it.
struct Sheet {
    canvas: HtmlCanvasElement,
    size: (u32, u32),
}

impl Sheet {
    fn new(size: (u32, u32)) -> Option<(Self, CanvasRenderingContext2d)> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(size.0);
        canvas.set_height(size.1);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        // A JPEG has no clear points; they are paper.
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        drop(Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into()));
        Some((Self { canvas, size }, context))
    }

    fn draw(picture: &Picture, size: (u32, u32)) -> Option<Self> {
        let (sheet, context) = Self::new(size)?;
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        match picture {
            Picture::Bitmap(bitmap) => {
                context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)
            }
            Picture::Element { image, .. } => {
                context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)
            }
        }
        .ok()?;
        Some(sheet)
    }

    fn smaller(&self, side: u32) -> Option<Self> {
        let size = fit(self.size.0, self.size.1, side);
        let (sheet, context) = Self::new(size)?;
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        context.draw_image_with_html_canvas_element_and_dw_and_dh(&self.canvas, 0.0, 0.0, width, height).ok()?;
        Some(sheet)
    }

    async fn jpeg(&self) -> Option<Vec<u8>> {
        let made = Promise::new(&mut |resolve, reject| {
            let quality = JsValue::from_f64(QUALITY);
            if self.canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &quality).is_err() {
                drop(reject.call0(&JsValue::UNDEFINED));
            }
        });
        let blob: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
        bytes_of(&blob).await
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        // Some browsers keep the points of a canvas until much later.
        self.canvas.set_width(0);
        self.canvas.set_height(0);
    }
}

async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

fn text_of(bytes: &[u8]) -> Bytes {
    Bytes(STANDARD.encode(bytes))
}
